namespace Jarvis.Skills.Domains.Sales.Deals;

/// <summary>The closed deals that were ever at one stage, in order, so that a question about each of thousands of open ones is a look into a list.</summary>
internal sealed class StagePast
{
    private readonly TimeSpan[] longest;
    private readonly int[] wonFrom;
    private readonly TimeSpan[] took;

    /// <param name="stays">The longest time of each closed deal there, and whether it was won.</param>
    /// <param name="wins">Of the won ones, how long each took from when it first came there until it was won.</param>
    private StagePast(IEnumerable<(TimeSpan Longest, bool Won)> stays, IEnumerable<TimeSpan> wins)
    {
        var ordered = stays.OrderBy(s => s.Longest).ToList();
        longest = [.. ordered.Select(s => s.Longest)];
        wonFrom = new int[longest.Length + 1];
        for (var i = longest.Length - 1; i >= 0; i--) wonFrom[i] = wonFrom[i + 1] + (ordered[i].Won ? 1 : 0);
        took = [.. wins.Order()];
    }

    /// <summary>How many were won.</summary>
    public int Wins => took.Length;

    public static Dictionary<string, StagePast> ByStage(IEnumerable<DealWay> ways) => ways.Where(w => w.Won is not null)
        .SelectMany(w => w.Stays.Where(s => s.Until is not null).GroupBy(s => s.Stage, StringComparer.OrdinalIgnoreCase)
            .Select(g => (Stage: g.Key, Longest: g.Max(s => s.Until!.Value - s.From), Won: w.Won == true, Took: w.ClosedAt!.Value - g.First().From)))
        .GroupBy(p => p.Stage, StringComparer.OrdinalIgnoreCase)
        .ToDictionary(g => g.Key, g => new StagePast(g.Select(p => (p.Longest, p.Won)), g.Where(p => p.Won).Select(p => p.Took)), StringComparer.OrdinalIgnoreCase);

    /// <summary>Of the deals that stayed there at least so long, how many were won, and how many there are.</summary>
    public (int Won, int Closed) StayedAtLeast(TimeSpan stayed)
    {
        var from = CountUpTo(longest, stayed - TimeSpan.FromTicks(1));
        return (wonFrom[from], longest.Length - from);
    }

    /// <summary>How many were won no later than so long after they first came there.</summary>
    public int WonWithin(TimeSpan time) => CountUpTo(took, time);

    private static int CountUpTo(TimeSpan[] ascending, TimeSpan most)
    {
        var (low, high) = (0, ascending.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (ascending[middle] <= most) low = middle + 1;
            else high = middle;
        }
        return low;
    }
}
