package io.github.hnswsearch.gallery;

import java.awt.Color;

/** The light of a scene: what it makes of the sky's and the scenery's colours, not of objects. */
record Atmosphere(TimeOfDay time, Weather weather) {
  private static final Color EVENING = new Color(0xE8643C);
  private static final Color MOONLIGHT = new Color(0x5A74B0);
  private static final Color OVERCAST = new Color(0x8C98A6);

  /** How much of its own colour land keeps at night. */
  private static final double MOONLIT_SHARE = 0.12;

  private static final double OVERCAST_SHARE = 0.7;

  /** A colour of the scenery in this light. */
  Color lit(Color daylight) {
    Color dull = weather == Weather.RAIN ? Shades.mix(daylight, OVERCAST, 0.22) : daylight;
    return switch (time) {
      case DAY -> dull;
      case SUNSET -> Shades.darker(Shades.mix(dull, EVENING, 0.2), 0.08);
      case NIGHT -> Shades.mix(Shades.under(dull, MOONLIGHT), dull, MOONLIT_SHARE);
    };
  }

  /** The same for land, on which falling snow begins to settle. */
  Color litLand(Color daylight) {
    return lit(weather == Weather.SNOWFALL ? Shades.mix(daylight, Color.WHITE, 0.38) : daylight);
  }

  /** The same for sand, which stays warm at night. */
  Color litSand(Color daylight) {
    return time == TimeOfDay.NIGHT ? Shades.mix(lit(daylight), daylight, 0.32) : lit(daylight);
  }

  /** The same for snow, which takes on less of a light's colour and stays bright at night. */
  Color litSnow(Color daylight) {
    return Shades.mix(lit(daylight), daylight, time == TimeOfDay.NIGHT ? 0.22 : 0.45);
  }

  /** The sky from the zenith to the horizon. */
  Color[] sky() {
    Color[] colours =
        switch (time) {
          case DAY -> colours(0x2F80DE, 0x6FB4F2, 0xCDE9FA);
          case SUNSET -> colours(0x4B2A72, 0xC9476E, 0xFFB45E);
          case NIGHT -> colours(0x0B1030, 0x18214F, 0x34437E);
        };
    if (weather == Weather.RAIN || weather == Weather.SNOWFALL) {
      Color grey = time == TimeOfDay.NIGHT ? new Color(0x2A3046) : OVERCAST;
      for (int i = 0; i < colours.length; i++) {
        colours[i] = Shades.mix(colours[i], grey, OVERCAST_SHARE);
      }
    }
    return colours;
  }

  /** The lower and the upper side of a cloud. */
  Color[] cloud() {
    boolean heavy = weather == Weather.RAIN || weather == Weather.SNOWFALL;
    return switch (time) {
      case DAY -> heavy ? colours(0x87919E, 0xAEB7C2) : colours(0xD4DEEA, 0xFFFFFF);
      case SUNSET -> heavy ? colours(0x7A5A72, 0xA8808E) : colours(0xE08A86, 0xFFD3B8);
      case NIGHT -> heavy ? colours(0x30364C, 0x474E66) : colours(0x3A4470, 0x66719C);
    };
  }

  private static Color[] colours(int... rgb) {
    Color[] colours = new Color[rgb.length];
    for (int i = 0; i < rgb.length; i++) {
      colours[i] = new Color(rgb[i]);
    }
    return colours;
  }
}
