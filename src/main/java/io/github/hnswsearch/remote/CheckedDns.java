package io.github.hnswsearch.remote;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.hc.client5.http.DnsResolver;

/**
 * The one source of addresses that the HTTP client connects to. It looks a host up once for a
 * connection and checks what was found, so that what is connected to is what was checked: a second
 * look-up, which could have another answer, does not happen. Literal addresses come through here
 * too.
 */
final class CheckedDns implements DnsResolver {
  /** More would each be tried in turn. */
  private static final int MOST_ADDRESSES = 2;

  private final FetchPolicy policy;
  private final FetchLimits limits;
  private final ExecutorService lookups;

  /** A host that may not be connected to. */
  static final class RefusedHostException extends UnknownHostException {
    private static final long serialVersionUID = 1L;
  }

  /** A look-up without an end. */
  static final class SlowLookupException extends UnknownHostException {
    private static final long serialVersionUID = 1L;
  }

  /**
   * @param lookups a thread for each look-up at a time: those of the system cannot be interrupted
   */
  CheckedDns(FetchPolicy policy, FetchLimits limits, ExecutorService lookups) {
    this.policy = policy;
    this.limits = limits;
    this.lookups = lookups;
  }

  @Override
  public InetAddress[] resolve(String host) throws UnknownHostException {
    List<InetAddress> found = isLiteral(host) ? List.of(InetAddress.getByName(host)) : lookUp(host);
    // One that is not public among others shows intent, and the client tries one after the other.
    if (found.isEmpty() || !found.stream().allMatch(policy.addresses())) {
      throw new RefusedHostException();
    }
    return found.stream().limit(MOST_ADDRESSES).toArray(InetAddress[]::new);
  }

  @Override
  public List<InetSocketAddress> resolve(String host, int port) throws UnknownHostException {
    return List.of(resolve(host)).stream()
        .map(address -> new InetSocketAddress(address, port))
        .toList();
  }

  @Override
  public String resolveCanonicalHostname(String host) throws UnknownHostException {
    throw new UnknownHostException("names are not looked up a second time");
  }

  /** {@link WebAddress}: the last label of a name starts with a letter. */
  private static boolean isLiteral(String host) {
    return host.contains(":") || Character.isDigit(host.charAt(host.lastIndexOf('.') + 1));
  }

  private List<InetAddress> lookUp(String host) throws UnknownHostException {
    Future<List<InetAddress>> lookup;
    try {
      lookup = lookups.submit(() -> policy.resolver().resolve(host));
    } catch (RejectedExecutionException e) {
      throw because(new SlowLookupException(), e);
    }
    try {
      return lookup.get(limits.connect().toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      throw because(new UnknownHostException(host), e);
    } catch (TimeoutException e) {
      throw because(new SlowLookupException(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw because(new UnknownHostException(host), e);
    } finally {
      lookup.cancel(true);
    }
  }

  private static UnknownHostException because(UnknownHostException failure, Exception cause) {
    failure.initCause(cause);
    return failure;
  }
}
