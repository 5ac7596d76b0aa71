using Jarvis.Skills.Business;

namespace Jarvis.Bot.Alerts;

/// <summary>Which alerts stand under which: a cause with everything that it brought down is one matter.</summary>
internal sealed class AlertGroups
{
    private readonly Dictionary<string, Alert> open;
    private readonly ILookup<int, Alert> under;

    public AlertGroups(IEnumerable<Alert> alerts)
    {
        open = alerts.Where(a => a.OpenKey is not null).ToDictionary(a => a.Key, StringComparer.Ordinal);
        under = open.Values.Where(a => RootOf(a) != a).ToLookup(a => RootOf(a).Id);
    }

    /// <summary>The topmost unresolved cause; the alert itself when there is none.</summary>
    public Alert RootOf(Alert alert)
    {
        var root = alert;
        var passed = new HashSet<string>(StringComparer.Ordinal) { alert.Key };
        while (root.Parent is { } parent && open.TryGetValue(parent, out var above))
        {
            // A ring of causes has no top: its oldest member stands for it.
            if (!passed.Add(above.Key)) return passed.Where(open.ContainsKey).Select(k => open[k]).MinBy(a => a.Id)!;
            root = above;
        }
        return root;
    }

    /// <summary>What stands under a cause, directly and indirectly.</summary>
    public IReadOnlyList<Alert> Under(Alert root) => [.. under[root.Id].OrderBy(a => a.Id)];

    /// <summary>The worst of a cause and of what stands under it.</summary>
    public Severity SeverityOf(Alert root) => under[root.Id].Select(a => a.Severity).Append(root.Severity).Max();
}
