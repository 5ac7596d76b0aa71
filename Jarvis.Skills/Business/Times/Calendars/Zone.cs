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

    /// <summary>"9:00 PST" is the next one by that clock, whatever time it is here.</summary>
    public override Stretch? Resolve(Scene scene)
    {
        var offset = zone.At(scene.Now);
        var clock = zone.Place ?? (offset == TimeSpan.Zero ? TimeZoneInfo.Utc : TimeZoneInfo.CreateCustomTimeZone("there", offset, null, null));
        return Here(scene, there.Resolve(new Scene(new WallClock(TimeZoneInfo.ConvertTime(scene.Wall.Now, clock), clock), scene.Customs)));
    }

    private Stretch? Here(Scene scene, Stretch? said) =>
        said is { } s ? s with { From = scene.From(s.From, zone.At(s.From)), To = scene.From(s.To, zone.At(s.To)), Point = s.Point is { } p ? scene.From(p, zone.At(p)) : null } : null;
}
