using System.Text.Json;
using Jarvis.Skills.Analytics.Scoring;
using Jarvis.Skills.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Jarvis.Skills.Domains.Sales.Scoring.Learning;

/// <summary>The scorer in use: the learned one where it has shown itself better, else the rules.</summary>
internal sealed class LeadScorer(RuleScorer rules, LeadFeatures features, IOptions<SalesOptions> sales, IDbContextFactory<JarvisDb> databases)
{
    private const int Kept = 5;
    private volatile State? state;

    /// <summary>What scores leads now.</summary>
    public async ValueTask<Func<LeadFacts, LeadScore>> InUseAsync(CancellationToken cancel) => (await StateAsync(cancel)).Learned is { } learned ? learned.Score : rules.Score;

    /// <summary>What learning last came to; null when it has not, or when rules were changed since.</summary>
    public async ValueTask<ScorerReport?> ReportAsync(CancellationToken cancel) => (await StateAsync(cancel)).Report;

    /// <summary>Stores a report and its model, and uses it from now on.</summary>
    public async Task UseAsync(ScorerReport report, OutcomeModel? model, CancellationToken cancel)
    {
        await using var db = await databases.CreateDbContextAsync(cancel);
        using var bytes = new MemoryStream();
        if (report.UsesLearned) model!.Save(bytes);
        var row = new StoredScorer { At = report.At, Mark = features.Mark, ReportJson = JsonSerializer.Serialize(report), Model = report.UsesLearned ? bytes.ToArray() : null };
        db.Add(row);
        await db.SaveChangesAsync(cancel);
        var oldest = row.Id - Kept;
        await db.Set<StoredScorer>().Where(s => s.Id <= oldest).ExecuteDeleteAsync(cancel);
        state = new State(report, report.UsesLearned ? Learned(model!, report) : null);
    }

    private async ValueTask<State> StateAsync(CancellationToken cancel)
    {
        if (state is { } known) return known;
        await using var db = await databases.CreateDbContextAsync(cancel);
        var row = await db.Set<StoredScorer>().AsNoTracking().OrderByDescending(s => s.Id).FirstOrDefaultAsync(cancel);
        return state = row?.Mark == features.Mark ? Read(row) : new State(null, null);
    }

    private State Read(StoredScorer row)
    {
        var report = JsonSerializer.Deserialize<ScorerReport>(row.ReportJson)!;
        if (row.Model is null) return new State(report, null);
        try
        {
            using var bytes = new MemoryStream(row.Model);
            return new State(report, Learned(OutcomeModel.Load(bytes), report));
        }
        catch (InvalidDataException)
        {
            // Of an older program's format: without a report it is learned anew at once.
            return new State(null, null);
        }
    }

    private LearnedScorer Learned(OutcomeModel model, ScorerReport report) => new(model, features, report.Kinds, sales.Value.Scoring.HalfLifeDays);

    private sealed record State(ScorerReport? Report, LearnedScorer? Learned);
}
