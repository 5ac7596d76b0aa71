namespace Jarvis.Skills.Business.Times.Calendars;

/// <summary>
/// Days of the Hindu calendar, reckoned from the longitudes of sun and moon: a lunar day (tithi) is twelve degrees that the moon gains on the sun, and a
/// month has the name of the sign that the sun enters in it. Longitudes after J. Meeus, "Astronomical Algorithms", 1991, chapters 25 and 47, to a fiftieth of a degree,
/// which is three minutes of time. Hours are India's.
/// </summary>
internal static class MoonDays
{
    private static readonly DateTime Epoch = new(2000, 1, 1, 12, 0, 0);
    private static readonly TimeSpan India = TimeSpan.FromHours(5.5);

    /// <summary>Coefficient in degrees and multiples of the moon's elongation, the sun's anomaly, the moon's anomaly and its argument of latitude.</summary>
    private static readonly (double Size, int D, int S, int M, int F)[] Terms =
    [
        (6.288774, 0, 0, 1, 0), (1.274027, 2, 0, -1, 0), (0.658314, 2, 0, 0, 0), (0.213618, 0, 0, 2, 0), (-0.185116, 0, 1, 0, 0), (-0.114332, 0, 0, 0, 2), (0.058793, 2, 0, -2, 0),
        (0.057066, 2, -1, -1, 0), (0.053322, 2, 0, 1, 0), (0.045758, 2, -1, 0, 0), (-0.040923, 0, 1, -1, 0), (-0.034720, 1, 0, 0, 0), (-0.030383, 0, 1, 1, 0), (0.015327, 2, 0, 0, -2),
    ];

    /// <summary>The day of a year on which the lunar day holds at an hour of the day. In a month that is put in, none.</summary>
    /// <param name="month">From Chaitra, which is 0; each begins with the new moon.</param>
    /// <param name="lunarDay">1 to 15 while the moon grows, 16 to 30 while it wanes.</param>
    /// <param name="hour">Sunrise is 6, sunset 18.</param>
    public static DateTime? In(int year, int month, int lunarDay, double hour)
    {
        if (year is < 1800 or > 2200) return null;
        DateTime? skipped = null;
        for (var day = new DateTime(year, 1, 1); day.Year == year; day = day.AddDays(1))
        {
            var (before, at) = (LunarDay(day.AddDays(-1).AddHours(hour)), LunarDay(day.AddHours(hour)));

            // A lunar day between two such hours is kept on the day in which it passes.
            var passes = at != lunarDay && before != lunarDay && (lunarDay - before + 30) % 30 < (at - before + 30) % 30;
            if ((at == lunarDay && before != lunarDay) || passes)
                if (Month(day.AddHours(hour), lunarDay) == month) { if (!passes) return day; skipped ??= day.AddDays(-1); }
        }
        return skipped;
    }

    /// <summary>When the sun comes to a longitude among the fixed stars; after sunset, the day after.</summary>
    public static DateTime? SunAt(int year, int sign)
    {
        for (var day = new DateTime(year, 1, 1); day.Year == year; day = day.AddDays(1))
            if (Sign(day.AddDays(-1).AddHours(18)) != sign && Sign(day.AddHours(18)) == sign) return day;
        return null;
    }

    private static int LunarDay(DateTime indian) => 1 + (int)(Elongation(Centuries(indian)) / 12);

    private static int? Month(DateTime indian, int lunarDay)
    {
        var began = NewMoon(indian.AddDays(-(lunarDay - 0.5) * 0.984));
        var (first, next) = (Sign(began), Sign(NewMoon(began.AddDays(29.53))));
        return first == next ? null : (first + 1) % 12;
    }

    private static DateTime NewMoon(DateTime near)
    {
        for (var i = 0; i < 4; i++)
        {
            var off = Elongation(Centuries(near));
            near = near.AddDays(-(off > 180 ? off - 360 : off) / 12.1907);
        }
        return near;
    }

    private static int Sign(DateTime indian)
    {
        var t = Centuries(indian);
        var precession = 23.853 + (1.3969 * t);
        return (int)(Circle(Sun(t) - precession) / 30);
    }

    private static double Elongation(double t) => Circle(Moon(t) - Sun(t));

    private static double Sun(double t)
    {
        var anomaly = 357.52911 + (35999.05029 * t);
        return 280.46646 + (36000.76983 * t) + (1.914602 * Sine(anomaly)) + (0.019993 * Sine(2 * anomaly)) + (0.000289 * Sine(3 * anomaly));
    }

    private static double Moon(double t)
    {
        var (d, s, m, f) = (297.8501921 + (445267.1114034 * t), 357.5291092 + (35999.0502909 * t), 134.9633964 + (477198.8675055 * t), 93.2720950 + (483202.0175233 * t));
        return 218.3164477 + (481267.88123421 * t) + Terms.Sum(x => x.Size * Sine((x.D * d) + (x.S * s) + (x.M * m) + (x.F * f)));
    }

    private static double Centuries(DateTime indian) => (indian - India - Epoch).TotalDays / 36525;

    private static double Sine(double degrees) => Math.Sin(degrees * Math.PI / 180);

    private static double Circle(double degrees) => ((degrees % 360) + 360) % 360;
}
