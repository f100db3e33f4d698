package io.github.hnswsearch.web;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** Requests that break the rules of multipart, or bend them. */
final class HostileForms {
  private static final byte[] DUST = "dust".getBytes(StandardCharsets.UTF_8);

  /**
   * A request.
   *
   * @param status that it must get
   */
  record Form(String contentType, byte[] body, int status) {}

  private final Map<String, Form> forms = new LinkedHashMap<>();

  private HostileForms() {}

  static Map<String, Form> all() {
    HostileForms all = new HostileForms();
    all.names();
    all.parts();
    all.boundaries();
    return all.forms;
  }

  private void names() {
    name("climbs", "../../../../etc/passwd", 200);
    name("climbs with backslashes", "..\\\\..\\\\windows\\\\win.ini", 200);
    name("absolute", "/etc/cron.d/x", 200);
    name("drive", "C:\\\\autoexec.bat", 200);
    name("dots", "..", 200);
    name("empty", "", 200);
    name("percent", "%2e%2e%2f%00", 200);
    name("NUL", "a\0.txt", 400);
    name("script", "<script>alert(1)</script>.txt", 200);
    name("quotation mark", "a\\\" onload=alert(1) b", 200);
    name("turned around", "\u202egnp.exe", 200);
    name("not a character", "\ufffe\ud83d\udc31", 200);
    name("a line break", "a\r\nX-Injected: yes\r\n.txt", 400);
    name("3,000 characters", "n".repeat(3_000), 200);
    name("10,000 characters", "n".repeat(10_000), 200);
    name("a device", "CON", 200);
    form(
        "name in RFC 5987",
        new Multipart().part("name=\"file\"; filename*=UTF-8''..%2f..%2fx", DUST).end(),
        200);
    form(
        "two names",
        new Multipart().part("name=\"file\"; filename=a; filename=../b", DUST).end(),
        200);
  }

  private void name(String what, String name, int status) {
    form("name: " + what, Multipart.file(name, DUST), status);
  }

  private void parts() {
    Multipart thousands = new Multipart();
    for (int i = 0; i < 5_000; i++) {
      thousands.with("filter", "");
    }
    form("5,000 parts", thousands.withFile("a", DUST).end(), 400);
    form("no part", new Multipart().end(), 400);
    form("part without a name", new Multipart().part("filename=a", DUST).end(), 400);
    form("part with an empty name", new Multipart().part("name=\"\"", DUST).end(), 400);
    form(
        "part without a head",
        new Multipart().raw("--" + Multipart.BOUNDARY + "\r\n\r\ndust\r\n").end(),
        400);
    form("two files", new Multipart().withFile("a", DUST).withFile("b", DUST).end(), 400);
    form("unknown part", new Multipart().withFile("a", DUST).with("__proto__", "x").end(), 400);
    form("script as a part", new Multipart().withFile("a", DUST).with("<script>", "x").end(), 400);
    form("k twice", new Multipart().withFile("a", DUST).with("k", "1").with("k", "2").end(), 400);
    form("k of a billion", new Multipart().withFile("a", DUST).with("k", "1000000000").end(), 400);
    form("k of text", new Multipart().withFile("a", DUST).with("k", "<script>").end(), 400);
    form(
        "filter of 100 kB",
        new Multipart().withFile("a", DUST).with("filter", "x".repeat(100_000)).end(),
        400);
    form(
        "filter on nothing",
        new Multipart().withFile("a", DUST).with("filter", "'; DROP TABLE:x").end(),
        400);
    form(
        "character set that is none",
        new Multipart().with("_charset_", "no such set").withFile("a", DUST).end(),
        400);
    form(
        "head of 100 kB",
        new Multipart().part("name=\"file\"; x=\"" + "y".repeat(100_000) + "\"", DUST).end(),
        400);
    form(
        "base64",
        new Multipart()
            .raw(
                "--" + Multipart.BOUNDARY + "\r\nContent-Disposition: form-data; name=\"file\"\r\n")
            .raw("Content-Transfer-Encoding: base64\r\n\r\nZHVzdA==\r\n")
            .end(),
        200);
    form(
        "form in a form",
        new Multipart()
            .raw(
                "--" + Multipart.BOUNDARY + "\r\nContent-Disposition: form-data; name=\"file\"\r\n")
            .raw("Content-Type: multipart/mixed; boundary=x\r\n\r\n--x\r\n\r\ndust\r\n--x--\r\n")
            .end(),
        200);
  }

  private void boundaries() {
    byte[] good = Multipart.file("a.txt", DUST);
    forms.put("no boundary", new Form("multipart/form-data", good, 400));
    forms.put("empty boundary", new Form("multipart/form-data; boundary=", good, 400));
    forms.put("another boundary", new Form("multipart/form-data; boundary=other", good, 400));
    forms.put(
        "boundary of 5,000",
        new Form("multipart/form-data; boundary=" + "b".repeat(5_000), good, 400));
    form("no end", new Multipart().withFile("a", DUST).bytes(), 400);
    form(
        "end within a head",
        new Multipart().raw("--" + Multipart.BOUNDARY + "\r\nContent-Disp").bytes(),
        400);
    form("empty body", new byte[0], 400);
    form("noise", new byte[100_000], 400);
    form(
        "line feeds alone",
        new String(good, StandardCharsets.UTF_8)
            .replace("\r\n", "\n")
            .getBytes(StandardCharsets.UTF_8),
        200);
    form(
        "200,000 boundaries",
        ("--" + Multipart.BOUNDARY + "\r\n").repeat(200_000).getBytes(StandardCharsets.UTF_8),
        400);
    form(
        "text before and after",
        new Multipart()
            .raw("preamble\r\n")
            .withFile("a", DUST)
            .raw("--" + Multipart.BOUNDARY + "--\r\nepilogue <script>")
            .bytes(),
        200);
    forms.put("JSON", new Form("application/json", DUST, 415));
    forms.put(
        "form of the address kind",
        new Form(
            "application/x-www-form-urlencoded",
            "file=dust".getBytes(StandardCharsets.UTF_8),
            415));
    forms.put("multipart of another kind", new Form("multipart/byteranges; boundary=x", good, 415));
    forms.put("script as a type", new Form("<script>alert(1)</script>", good, 415));
  }

  private void form(String what, byte[] body, int status) {
    forms.put(what, new Form(Multipart.CONTENT_TYPE, body, status));
  }
}
