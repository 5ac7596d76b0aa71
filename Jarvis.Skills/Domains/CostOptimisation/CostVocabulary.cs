using Jarvis.Skills.Business.Models;
using Jarvis.Skills.Domains.CostOptimisation.Figures;

namespace Jarvis.Skills.Domains.CostOptimisation;

/// <summary>Names of models as people say them: tiers, providers, models, and the family that a model's name begins with.</summary>
internal sealed class ModelNames(ModelTiers tiers) : IVocabulary
{
    private readonly Lazy<IReadOnlyCollection<string>> names = new(() =>
        [.. tiers.All.SelectMany(t => new[] { t.Name, t.Provider, t.Model, t.Model.Split('-', '.', ':')[0] }).Where(n => n.Length > 0).Distinct(StringComparer.OrdinalIgnoreCase)]);

    public string Slot => "model";

    public IReadOnlyCollection<string> Names => names.Value;
}

/// <summary>The kinds of work that models were called for. Read once a minute at most, in the background of a turn.</summary>
internal sealed class PurposeNames(SpendBook book, TimeProvider time) : IVocabulary, IPeriodicWork
{
    private IReadOnlyCollection<string> names = [];

    public string Slot => "purpose";

    public IReadOnlyCollection<string> Names => names;

    public string Name => "cost.purposes";

    public TimeSpan Interval => TimeSpan.FromMinutes(1);

    public async Task RunAsync(CancellationToken cancel) =>
        names = await book.PurposesAsync(time.GetUtcNow().AddDays(-90), cancel);
}
