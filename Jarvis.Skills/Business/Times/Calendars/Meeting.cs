namespace Jarvis.Skills.Business.Times.Calendars;

/// <summary>Where two series meet: "friday" and "next week", "3pm" and "monday", "march" and "2015".</summary>
/// <param name="inner">The finer one, whose stretches it has.</param>
internal sealed class Meeting(Series outer, Series inner) : Series(inner.Grain)
{
    private const int Tries = 300;

    public Series Outer { get; } = outer;

    public Series Inner { get; } = inner;

    public override bool IsOne => Outer.IsOne || Inner.IsOne;

    public override bool NeverNow(Scene scene) => Outer is Weekdays && Outer.NeverNow(scene);

    public static Series Of(Series a, Series b) => a.Grain >= b.Grain ? new Meeting(a, b) : new Meeting(b, a);

    public override Stretch? Next(Scene scene, DateTime from)
    {
        var found = Inner.Next(scene, from);
        for (var i = 0; i < Tries && found is { } one && scene.Search(); i++)
        {
            if (Around(scene, one) is { } around) return Clip(one, around);
            if (Outer.Next(scene, one.From) is not { } ahead) return null;
            found = Inner.Next(scene, ahead.From);
        }
        return null;
    }

    public override Stretch? Last(Scene scene, DateTime before)
    {
        var found = Inner.Last(scene, before);
        for (var i = 0; i < Tries && found is { } one && scene.Search(); i++)
        {
            if (Around(scene, one) is { } around) return Clip(one, around);
            if (Outer.Last(scene, one.From) is not { } behind) return null;
            found = Inner.Last(scene, behind.To);
        }
        return null;
    }

    public override Stretch? Resolve(Scene scene)
    {
        // "tomorrow" is one day, whichever way the time of day in it lies.
        var whole = Outer.IsOne || (scene.Customs.Lean == Lean.Nearest && Outer.Grain >= Grain.Day && Inner.Grain < Grain.Day);
        if (!whole) return base.Resolve(scene);
        return Outer.Resolve(scene) is { } one ? Inner.Next(scene, one.From) is { } first && first.From < one.To ? Clip(first, one) : null : null;
    }

    private Stretch? Around(Scene scene, Stretch one) => Outer.Last(scene, one.From.AddTicks(1)) is { } around && around.To > one.From ? around : null;

    /// <summary>Of tonight, the hours after midnight stay.</summary>
    private Stretch Clip(Stretch one, Stretch around) => Inner is DayPart ? one : one.To > around.To ? one with { To = around.To } : one;
}
