namespace Jarvis.Skills.Analytics;

/// <summary>
/// Sorts log lines into templates as they come, by Drain: a tree of fixed depth (number of words, then the leading words) leads to a few
/// templates, of which the one with the largest share of equal words takes the line if the share suffices; places that differ become
/// wildcards. Source: He, Zhu, Zheng, Lyu, "Drain: An Online Log Parsing Approach with Fixed Depth Tree", ICWS 2017. Variables are masked
/// first (<see cref="LogMask"/>), and a line's leading time is left out. Memory is bounded by the options whatever the lines are: beyond
/// the maximum, the template unseen for longest is forgotten with its branch. Not for several threads at once.
/// </summary>
public sealed class LogTemplateMiner
{
    private readonly LogTemplateOptions options;
    private readonly Node root = new();
    private readonly Dictionary<int, (LogCluster Cluster, string[] Path)> clusters = [];
    private int lastId;
    private long clock;

    /// <exception cref="ArgumentException">An option is out of its bounds; the message names it.</exception>
    public LogTemplateMiner(LogTemplateOptions? options = null)
    {
        this.options = options ?? new();
        LogTemplateOptions.Check(this.options);
    }

    /// <summary>All templates kept, the most frequent first.</summary>
    public IReadOnlyList<LogTemplate> Templates =>
        [.. clusters.Values.Select(c => c.Cluster.Snapshot()).OrderByDescending(t => t.Count).ThenBy(t => t.Id)];

    /// <summary>Adds one line and returns its template as it is now; null for a blank line.</summary>
    public LogTemplate? Add(string line, DateTimeOffset at)
    {
        var (words, text) = Words(line);
        if (words.Length == 0)
        {
            return null;
        }

        var cluster = Find(words) ?? Grow(words, at);
        cluster.Touched = ++clock;
        cluster.Add(words, text, at);
        return cluster.Snapshot();
    }

    /// <summary>The template that the line would fall under, changing nothing; null if it is a new kind of line. A template's own text
    /// finds that template, so counts that were stored under a text can be brought up to date.</summary>
    public LogTemplate? Match(string line) => Words(line) is { Words.Length: > 0 } read ? Find(read.Words)?.Snapshot() : null;

    private (string[] Words, string Text) Words(string line)
    {
        var cut = line.Length > options.MaximumLength ? line[..options.MaximumLength] : line;
        var words = LogMask.Variables(cut).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        return ([.. words.SkipWhile(word => word is "<TIME>" or "[<TIME>]").Take(options.MaximumWords)], LogMask.Secrets(cut).Trim());
    }

    private LogCluster? Find(string[] words)
    {
        var node = root.Children.GetValueOrDefault(LengthKey(words));
        foreach (var word in words.Take(options.PrefixWords))
        {
            node = node?.Children.GetValueOrDefault(word) ?? node?.Children.GetValueOrDefault(LogCluster.Wildcard);
        }

        return node?.Clusters
            .Select(cluster => (Cluster: cluster, Likeness: cluster.Likeness(words)))
            .Where(c => c.Likeness.Share >= options.Similarity)
            .OrderByDescending(c => c.Likeness.Share).ThenByDescending(c => c.Likeness.Wildcards)
            .FirstOrDefault().Cluster;
    }

    private LogCluster Grow(string[] words, DateTimeOffset at)
    {
        if (clusters.Count >= options.MaximumTemplates)
        {
            Forget(clusters.Values.MinBy(c => c.Cluster.Touched));
        }

        var path = new List<string> { LengthKey(words) };
        var node = root.Child(path[0]);
        foreach (var word in words.Take(options.PrefixWords))
        {
            var isNew = !node.Children.ContainsKey(word);
            path.Add(isNew && (word.Any(char.IsAsciiDigit) || node.Children.Count >= options.MaximumChildren - 1) ? LogCluster.Wildcard : word);
            node = node.Child(path[^1]);
        }

        var cluster = new LogCluster(++lastId, [.. words], at);
        node.Clusters.Add(cluster);
        clusters.Add(cluster.Id, (cluster, [.. path]));
        return cluster;
    }

    private void Forget((LogCluster Cluster, string[] Path) oldest)
    {
        clusters.Remove(oldest.Cluster.Id);
        root.Prune(oldest.Path, oldest.Cluster);
    }

    private static string LengthKey(string[] words) => words.Length.ToString(System.Globalization.CultureInfo.InvariantCulture);

    private sealed class Node
    {
        public Dictionary<string, Node> Children { get; } = new(StringComparer.Ordinal);

        public List<LogCluster> Clusters { get; } = [];

        public Node Child(string key) => Children.TryGetValue(key, out var child) ? child : Children[key] = new();

        /// <summary>Takes the cluster off the path's end, and every branch that is bare then.</summary>
        public void Prune(ReadOnlySpan<string> path, LogCluster cluster)
        {
            if (path.IsEmpty)
            {
                Clusters.Remove(cluster);
                return;
            }

            var child = Children[path[0]];
            child.Prune(path[1..], cluster);
            if (child.Children.Count == 0 && child.Clusters.Count == 0)
            {
                Children.Remove(path[0]);
            }
        }
    }
}
