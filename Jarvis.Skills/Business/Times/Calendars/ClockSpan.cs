namespace Jarvis.Skills.Business.Times.Calendars;

/// <summary>"from 9 to 5", "3-4pm", every day; past midnight when the second is the earlier one.</summary>
internal sealed class ClockSpan(TimeOfDay from, TimeOfDay to) : Series(from.Grain < to.Grain ? from.Grain : to.Grain)
{
    public TimeOfDay Start { get; } = from;

    public TimeOfDay End { get; } = to;

    public override Stretch? Next(Scene scene, DateTime from) => Start.Next(scene, from) is { } first ? Until(scene, first) : null;

    public override Stretch? Last(Scene scene, DateTime before) => Start.Last(scene, before) is { } first ? Until(scene, first) : null;

    public override Stretch? Resolve(Scene scene) => Start.Resolve(scene) is { } first ? Until(scene, first) : null;

    /// <summary>In a part of a day that was named with it: "tonight from 2 to 4".</summary>
    public ClockSpan In(DayPart part)
    {
        var start = part.At(Start)!.Value;
        return new ClockSpan(new TimeOfDay(start - TimeSpan.FromDays(start.Days), Start.Grain, bare: false), End.Bare && start.Days > 0 ? End.Certain : End.Bare ? End.In(part.LaterHalf) : End);
    }

    /// <summary>"from 9 to 5" ends at the first 5 after 9, whichever half of the day that is in.</summary>
    private Stretch? Until(Scene scene, Stretch first)
    {
        var ends = new[] { first.From.Date, first.From.Date.AddDays(1) }.SelectMany(d => End.Bare ? new[] { d + End.Time, d + End.Time.Add(TimeSpan.FromHours(End.Time.Hours == 12 ? -12 : 12)) } : [d + End.Time]);
        if (scene.Customs.Hours == BareHours.AsWritten && !Start.Bare && End.Bare && first.From.Hour < 12 && End.Time > first.From.TimeOfDay) ends = [first.From.Date + End.Time];
        var end = ends.Where(e => e > first.From).Min();
        return new Stretch(first.From, end, Grain);
    }
}
