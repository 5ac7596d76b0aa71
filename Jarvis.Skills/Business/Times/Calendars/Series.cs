namespace Jarvis.Skills.Business.Times.Calendars;

/// <summary>
/// What words for a time stand for: all the stretches of the calendar that they fit ("monday": every Monday there ever was),
/// of which one is meant. Words that belong together fit where their stretches meet (<see cref="Meeting"/>).
/// After J. F. Allen, "Maintaining knowledge about temporal intervals", 1983, and the calendars of A. Ogata's Duckling.
/// </summary>
internal abstract class Series(Grain grain)
{
    public Grain Grain { get; } = grain;

    /// <summary>The first that begins then or later.</summary>
    public abstract Stretch? Next(Scene scene, DateTime from);

    /// <summary>The last that begins before.</summary>
    public abstract Stretch? Last(Scene scene, DateTime before);

    /// <summary>There is only one: "today", "2014", "march 2015".</summary>
    public virtual bool IsOne => false;

    /// <summary>A bare weekday is not the day on which it is said.</summary>
    public virtual bool NeverNow(Scene scene) => false;

    public Stretch? Current(Scene scene, DateTime at) => Last(scene, at.AddTicks(1)) is { } last && last.To > at ? last : null;

    /// <summary>The one that is meant.</summary>
    public virtual Stretch? Resolve(Scene scene) => Resolve(scene, scene.Customs.Lean);

    public Stretch? Resolve(Scene scene, Lean lean)
    {
        var now = scene.Now;
        if (NeverNow(scene)) return lean == Lean.Behind ? Last(scene, scene.Today) ?? Next(scene, now) : Next(scene, scene.Today.AddDays(1)) ?? Last(scene, now);
        if (Grain >= Grain.Day && Current(scene, now) is { } current) return current;
        if (lean == Lean.Ahead) return Next(scene, now) ?? Last(scene, now);
        var last = Last(scene, now);
        if (lean == Lean.Behind) return last ?? Next(scene, now);
        var next = Next(scene, now);
        if (last is null || next is null) return last ?? next;
        var (behind, ahead) = (scene.Today - last.Value.From.Date, next.Value.From.Date - scene.Today);
        return behind < ahead || (behind == ahead && Grain < Grain.Day) ? last : next;
    }
}

/// <summary>One stretch, worked out from now: "tomorrow", "last week", "in 3 days".</summary>
internal sealed class Once(Grain grain, Func<Scene, Stretch?> find) : Series(grain)
{
    public override bool IsOne => true;

    public override Stretch? Next(Scene scene, DateTime from) => find(scene) is { } it && it.From >= from ? it : null;

    public override Stretch? Last(Scene scene, DateTime before) => find(scene) is { } it && it.From < before ? it : null;

    public override Stretch? Resolve(Scene scene) => find(scene);
}
