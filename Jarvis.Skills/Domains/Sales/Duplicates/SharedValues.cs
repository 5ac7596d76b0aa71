namespace Jarvis.Skills.Domains.Sales.Duplicates;

/// <summary>Finds those who share a value, by sorting the values' hashes: a hundred thousand take no table and no list but for those who do.</summary>
internal static class SharedValues
{
    /// <param name="by">The value; empty for none.</param>
    /// <param name="most">Larger groups are left out.</param>
    /// <returns>Groups in the order of the first of each, and each in the order of all.</returns>
    public static List<List<Compared>> Of(IReadOnlyList<Compared> all, Func<Compared, string> by, int most)
    {
        var (hashes, places) = (new int[all.Count], new int[all.Count]);
        var count = 0;
        for (var i = 0; i < all.Count; i++)
            if (by(all[i]) is { Length: > 0 } value) (hashes[count], places[count++]) = (value.GetHashCode(StringComparison.Ordinal), i);
        Array.Sort(hashes, places, 0, count);

        var groups = new List<List<int>>();
        for (var (from, to) = (0, 0); from < count; from = to)
        {
            for (to = from + 1; to < count && hashes[to] == hashes[from];) to++;
            if (to - from < 2) continue;
            // Different values may share a hash.
            groups.AddRange(places[from..to].Order().GroupBy(i => by(all[i]), StringComparer.Ordinal).Select(g => g.ToList()).Where(g => g.Count > 1 && g.Count <= most));
        }
        return [.. groups.OrderBy(g => g[0]).Select(g => g.ConvertAll(i => all[i]))];
    }
}
