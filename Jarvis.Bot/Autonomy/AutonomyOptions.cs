using Microsoft.Extensions.Options;

namespace Jarvis.Bot.Autonomy;

/// <summary>Settings "Autonomy": what Jarvis does of its own accord.</summary>
public sealed class AutonomyOptions
{
    public const string Section = "Autonomy";

    /// <summary>
    /// False: no agent looks for something to do, and no event is acted on. Services are still checked, and what the
    /// owner scheduled still runs.
    /// </summary>
    public bool Enabled { get; set; } = true;

    public TimeSpan AnalysisInterval { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>How long after the start the first analysis runs.</summary>
    public TimeSpan FirstAnalysisAfter { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>Agents at work at the same time.</summary>
    public int MaxConcurrentTasks { get; set; } = 3;

    /// <summary>An agent or event handler that takes longer is given up for this time.</summary>
    public TimeSpan AgentTimeout { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>What agents may propose in an hour; what is urgent passes over it.</summary>
    public int ProposalsPerHour { get; set; } = 6;

    /// <summary>How long a rejected proposal is not made again; doubled with each further rejection, up to 16 times.</summary>
    public TimeSpan RefusedFor { get; set; } = TimeSpan.FromDays(7);

    /// <summary>How long what was done or failed is not proposed again, so that its effect can show first.</summary>
    public TimeSpan SettleFor { get; set; } = TimeSpan.FromHours(1);

    /// <summary>What a proposal is taken to be worth a month when that cannot be counted, in the business's currency; for ranking only.</summary>
    public decimal UncountedValue { get; set; } = 50;
}

internal sealed class AutonomyOptionsCheck : IValidateOptions<AutonomyOptions>
{
    public ValidateOptionsResult Validate(string? name, AutonomyOptions options)
    {
        var wrong = new List<string>();
        Span(nameof(options.AnalysisInterval), options.AnalysisInterval, TimeSpan.FromSeconds(1), TimeSpan.FromDays(1));
        Span(nameof(options.FirstAnalysisAfter), options.FirstAnalysisAfter, TimeSpan.Zero, TimeSpan.FromDays(1));
        Span(nameof(options.AgentTimeout), options.AgentTimeout, TimeSpan.FromSeconds(1), TimeSpan.FromHours(1));
        Span(nameof(options.RefusedFor), options.RefusedFor, TimeSpan.Zero, TimeSpan.FromDays(365));
        Span(nameof(options.SettleFor), options.SettleFor, TimeSpan.Zero, TimeSpan.FromDays(30));
        if (options.MaxConcurrentTasks is < 1 or > 64)
            wrong.Add($"Autonomy:MaxConcurrentTasks is {options.MaxConcurrentTasks}; allowed is a whole number from 1 to 64.");
        if (options.ProposalsPerHour is < 0 or > 1000)
            wrong.Add($"Autonomy:ProposalsPerHour is {options.ProposalsPerHour}; allowed is a whole number from 0 to 1000.");
        if (options.UncountedValue < 0)
            wrong.Add($"Autonomy:UncountedValue is {options.UncountedValue}; allowed is 0 or more.");
        return wrong.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(wrong);

        void Span(string setting, TimeSpan value, TimeSpan least, TimeSpan most)
        {
            if (value < least || value > most)
                wrong.Add($"Autonomy:{setting} is \"{value}\"; allowed is {least} to {most}, written as d.hh:mm:ss.");
        }
    }
}
