namespace Jarvis.Skills.Analytics;

/// <summary>A template in the making: its words, some of which became wildcards.</summary>
internal sealed class LogCluster(int id, string[] words, DateTimeOffset at)
{
    public const string Wildcard = "<*>";

    private DateTimeOffset firstSeen = at;
    private DateTimeOffset lastSeen = at;
    private string example = "";
    private long count;
    private LogSeverity severity;

    public int Id => id;

    public string[] Words => words;

    /// <summary>Order of use, for forgetting the one unseen for longest.</summary>
    public long Touched { get; set; }

    public LogTemplate Snapshot() => new(id, string.Join(' ', words), count, firstSeen, lastSeen, example, severity);

    /// <summary>
    /// Drain's simSeq, the share of places with equal words, and how many places are wildcards; zero if a level word or an HTTP status
    /// differs, since an ERROR never belongs with an INFO.
    /// </summary>
    public (double Share, int Wildcards) Likeness(string[] line)
    {
        var (equal, wildcards) = (0, 0);
        for (var i = 0; i < words.Length; i++)
        {
            if (words[i] == Wildcard)
            {
                wildcards++;
            }
            else if (words[i] == line[i])
            {
                equal++;
            }
            else if (IsPinned(words[i]) || IsPinned(line[i]))
            {
                return (0, 0);
            }
        }

        // A template that was read back matches itself, wildcards and all.
        return ((double)(equal + Wild(line)) / words.Length, wildcards);
    }

    public void Add(string[] line, string text, DateTimeOffset when)
    {
        for (var i = 0; i < words.Length; i++)
        {
            if (words[i] != line[i])
            {
                words[i] = Wildcard;
            }
        }

        severity = count == 0 ? LogSeverities.Of(string.Join(' ', line)) : severity;
        count++;
        firstSeen = when < firstSeen ? when : firstSeen;
        (lastSeen, example) = when >= lastSeen ? (when, text) : (lastSeen, example);
    }

    private int Wild(string[] line) => words.Where((word, i) => word == Wildcard && line[i] == Wildcard).Count();

    private static bool IsPinned(string word) => word.EndsWith("xx>", StringComparison.Ordinal) || LogSeverities.IsLevel(word);
}
