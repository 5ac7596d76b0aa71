namespace Jarvis.Skills.Business.Times.Calendars;

/// <summary>Another place's clock: an offset, or a zone with a summer time.</summary>
internal sealed record Zone(TimeSpan Offset, TimeZoneInfo? Place = null)
{
    public TimeSpan At(DateTime there) => Place?.GetUtcOffset(there) ?? Offset;
}

/// <summary>Times that were said by another place's clock, on the owner's.</summary>
internal sealed class Elsewhere(Series there, Zone zone) : Series(there.Grain)
{
    public override bool IsOne => there.IsOne;

    public override Stretch? Next(Scene scene, DateTime from) => Here(scene, there.Next(scene, from));

    public override Stretch? Last(Scene scene, DateTime before) => Here(scene, there.Last(scene, before));

    public override Stretch? Resolve(Scene scene) => Here(scene, there.Resolve(scene));

    private Stretch? Here(Scene scene, Stretch? said) =>
        said is { } s ? s with { From = scene.From(s.From, zone.At(s.From)), To = scene.From(s.To, zone.At(s.To)), Point = s.Point is { } p ? scene.From(p, zone.At(p)) : null } : null;
}
