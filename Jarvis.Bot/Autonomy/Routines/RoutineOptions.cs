using Jarvis.Skills.Domains;
using Microsoft.Extensions.Options;
using Quartz;

namespace Jarvis.Bot.Autonomy.Routines;

/// <summary>Settings "Routines": by a routine's name, when it runs and whether it does.</summary>
public sealed class RoutineOptions
{
    public const string Section = "Routines";

    public Dictionary<string, RoutineOverride> All { get; } = new(StringComparer.OrdinalIgnoreCase);
}

/// <summary>What settings say of one routine; what they leave out stays as the domain wants it.</summary>
public sealed class RoutineOverride
{
    /// <summary>Quartz cron expression in the owner's time zone: seconds, minutes, hours, day, month, weekday.</summary>
    public string? Cron { get; set; }

    public bool Enabled { get; set; } = true;
}

internal sealed class RoutineOptionsCheck(IEnumerable<DomainRoutine> routines) : IValidateOptions<RoutineOptions>
{
    public ValidateOptionsResult Validate(string? name, RoutineOptions options)
    {
        var known = routines.Select(r => r.Name).Order(StringComparer.Ordinal).ToList();
        var wrong = new List<string>();
        foreach (var (routine, own) in options.All)
        {
            if (!known.Contains(routine, StringComparer.OrdinalIgnoreCase))
                wrong.Add($"Routines:{routine} is not a routine; allowed are {string.Join(", ", known)}.");
            if (own.Cron is { } cron && !CronExpression.TryParse(cron, out _))
                wrong.Add($"Routines:{routine}:Cron is \"{cron}\"; allowed is a Quartz cron expression such as \"0 0 9 ? * MON-FRI\" (seconds, minutes, hours, day, month, weekday).");
        }
        return wrong.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(wrong);
    }
}
