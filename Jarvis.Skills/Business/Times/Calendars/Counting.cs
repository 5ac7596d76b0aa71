namespace Jarvis.Skills.Business.Times.Calendars;

/// <summary>Counted ones: "the third tuesday of september", "the last friday in october", "the second monday after easter".</summary>
internal static class Counting
{
    /// <summary>The n-th that begins within each of the outer ones; from the end when n is negative.</summary>
    public static Series Nth(int n, Series inner, Series outer) => new NthSeries(n, inner, outer);

    /// <summary>The n-th that begins after something has ended, or the n-th that ended before it.</summary>
    public static Series After(int n, Series inner, Series anchor) => new Once(inner.Grain, scene => anchor.Resolve(scene) is { } at ? Walk(scene, inner, n, n > 0 ? at.To : at.From) : null);

    /// <summary>The n-th closest to something, on either side.</summary>
    public static Series Closest(int n, Series inner, Series anchor) => new Once(inner.Grain, scene =>
    {
        if (anchor.Resolve(scene) is not { } at) return null;
        var (before, after) = (inner.Last(scene, at.From), inner.Next(scene, at.From));
        for (var left = n; ; left--)
        {
            var takeBefore = after is null || (before is { } b && at.From - b.From < after.Value.From - at.From);
            var nearest = takeBefore ? before : after;
            if (left <= 1 || nearest is null) return nearest;
            if (takeBefore) before = inner.Last(scene, nearest.Value.From);
            else after = inner.Next(scene, nearest.Value.To);
        }
    });

    public static Stretch? Walk(Scene scene, Series inner, int n, DateTime from)
    {
        Stretch? at = null;
        for (var i = 0; i < Math.Abs(n); i++)
        {
            at = n > 0 ? inner.Next(scene, at?.From.AddTicks(1) ?? from) : inner.Last(scene, at?.From ?? from);
            if (at is null || !scene.Search()) return null;
        }
        return at;
    }

    private sealed class NthSeries(int n, Series inner, Series outer) : Series(inner.Grain)
    {
        public override bool IsOne => outer.IsOne;

        public override Stretch? Resolve(Scene scene) => outer.IsOne ? outer.Resolve(scene) is { } one ? In(scene, one) : null : base.Resolve(scene);

        public override Stretch? Next(Scene scene, DateTime from)
        {
            var around = outer.Current(scene, from) ?? outer.Next(scene, from);
            for (; around is { } one && scene.Search(); around = outer.Next(scene, one.From.AddTicks(1)))
                if (In(scene, one) is { } found && found.From >= from) return found;
            return null;
        }

        public override Stretch? Last(Scene scene, DateTime before)
        {
            var around = outer.Last(scene, before);
            for (; around is { } one && scene.Search(); around = outer.Last(scene, one.From))
                if (In(scene, one) is { } found && found.From < before) return found;
            return null;
        }

        /// <summary>From the end, those count that lie wholly within: the last week of a year is one without days of the next.</summary>
        private Stretch? In(Scene scene, Stretch around)
        {
            var edge = n > 0 ? around.From : around.To;
            while (n < 0 && inner.Last(scene, edge) is { } last && last.To > around.To && last.From > around.From && scene.Search()) edge = last.From;
            return Walk(scene, inner, n, edge) is { } found && found.From >= around.From && found.From < around.To ? found : null;
        }
    }
}
