using Jarvis.Skills.Governance;
using Microsoft.Extensions.Options;

namespace Jarvis.Skills.Domains.Sales.Deals;

/// <param name="Chance">Of winning, from 0 to 1, as settings state it.</param>
/// <param name="Order">From 0.</param>
internal sealed record Stage(string Name, double Chance, int Order);

/// <summary>The stages of an open deal. They stand in the order of their chances: settings keep no order of their own.</summary>
internal sealed class Stages(IOptions<SalesOptions> options)
{
    public const string Won = "won";
    public const string Lost = "lost";

    /// <summary>What a closed deal's last change says.</summary>
    public static readonly IReadOnlyList<string> Ends = [Won, Lost];

    private readonly Lazy<IReadOnlyList<Stage>> all = new(() => [.. options.Value.Stages.OrderBy(s => s.Value).Select((s, i) => new Stage(s.Key, s.Value / 100, i))]);

    public IReadOnlyList<Stage> All => all.Value;

    /// <exception cref="BadRequestException">Settings name none.</exception>
    public Stage First => All is [var first, ..] ? first : throw new BadRequestException("No stage is named: write the stages of a deal to Sales:Stages in appsettings.json, such as \"Qualified\": 20, \"Proposal\": 60.");

    public Stage? Find(string name) => All.FirstOrDefault(s => s.Name.Equals(name.Trim(), StringComparison.OrdinalIgnoreCase));

    /// <exception cref="BadRequestException">There is no such stage; says which there are.</exception>
    public Stage Need(string name) => Find(name) ?? throw new BadRequestException($"There is no stage \"{name}\"; {(First is not null ? $"there are {string.Join(", ", All.Select(s => s.Name))}" : "")}.");

    /// <summary>Where a stage stands; one that settings no longer name stands before all others.</summary>
    public int OrderOf(string name) => Find(name)?.Order ?? -1;

    /// <summary>What settings say; for a stage that they no longer name, the lowest chance of all.</summary>
    public double ChanceOf(string name) => Find(name)?.Chance ?? (All.Count > 0 ? All[0].Chance : 0.5);
}

/// <summary>The stages as a slot's names: "move deal 3 to negotiation".</summary>
internal sealed class StageNames(Stages stages) : IVocabulary
{
    private readonly Lazy<IReadOnlyCollection<string>> names = new(() => [.. stages.All.Select(s => s.Name)]);

    public string Slot => "stage";

    public IReadOnlyCollection<string> Names => names.Value;
}
