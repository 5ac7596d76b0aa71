using Jarvis.Skills.Governance;
using Jarvis.Skills.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Jarvis.Bot.Governance;

/// <summary>The switches that the owner has at hand: pause, and the clearances. What was said in chat outlives a restart.</summary>
public sealed class Controls(IDbContextFactory<JarvisDb> databases, IOptions<GovernanceOptions> options, TimeProvider time)
{
    private const string PausedName = "paused";
    private Dictionary<string, ControlValue> values = new(StringComparer.OrdinalIgnoreCase);

    public bool Paused => PausedValue is not null;

    /// <summary>Who paused Jarvis, and when; null when it runs.</summary>
    public ControlValue? PausedValue => values.GetValueOrDefault(PausedName) is { Value: "yes" } paused ? paused : null;

    public ClearanceLevel Overall => Read("clearance", options.Value.Clearance);

    /// <summary>The domain's own clearance; null when only the overall one counts.</summary>
    public ClearanceLevel? Own(string domain)
    {
        var setting = options.Value.DomainClearance.GetValueOrDefault(domain);
        return setting is null && !values.ContainsKey($"clearance.{domain}") ? null : Read($"clearance.{domain}", setting ?? "FULL_AUTONOMY");
    }

    /// <summary>The lower of the overall clearance and the domain's.</summary>
    public ClearanceLevel For(string domain) => Own(domain) is { } own && own < Overall ? own : Overall;

    public async Task LoadAsync(CancellationToken cancel)
    {
        await using var db = await databases.CreateDbContextAsync(cancel);
        values = (await db.Set<ControlValue>().AsNoTracking().ToListAsync(cancel)).ToDictionary(v => v.Name, StringComparer.OrdinalIgnoreCase);
    }

    public Task PauseAsync(bool paused, string by, CancellationToken cancel) => WriteAsync(PausedName, paused ? "yes" : "no", by, cancel);

    /// <param name="domain">Null for the overall clearance.</param>
    public Task SetClearanceAsync(string? domain, ClearanceLevel level, string by, CancellationToken cancel)
    {
        // The setting of the day is kept beside the owner's word: when the setting is changed later, it counts again.
        var setting = domain is null ? options.Value.Clearance : options.Value.DomainClearance.GetValueOrDefault(domain, "");
        return WriteAsync(domain is null ? "clearance" : $"clearance.{domain}", $"{level.Word()}|{setting}", by, cancel);
    }

    /// <summary>What the owner said in chat instead of a setting; null when nothing, or when the setting was changed since.</summary>
    internal string? Said(string name, string setting)
    {
        var said = values.GetValueOrDefault(name)?.Value.Split('|');
        return said is [var word, var settingThen] && (settingThen.Length == 0 || string.Equals(settingThen, setting, StringComparison.OrdinalIgnoreCase)) ? word : null;
    }

    internal Task SayAsync(string name, string value, string setting, string by, CancellationToken cancel) => WriteAsync(name, $"{value}|{setting}", by, cancel);

    private ClearanceLevel Read(string name, string setting) => ClearanceNames.TryParse(Said(name, setting) ?? setting, out var level) ? level : ClearanceLevel.ReadOnly;

    private async Task WriteAsync(string name, string value, string by, CancellationToken cancel)
    {
        await using var db = await databases.CreateDbContextAsync(cancel);
        var row = await db.Set<ControlValue>().FindAsync([name], cancel);
        if (row is null) db.Add(row = new ControlValue { Name = name, Value = value, SetBy = by });
        (row.Value, row.SetBy, row.At) = (value, by, time.GetUtcNow());
        await db.SaveChangesAsync(cancel);
        values = new Dictionary<string, ControlValue>(values, StringComparer.OrdinalIgnoreCase) { [name] = row };
    }
}
