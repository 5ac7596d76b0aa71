using System.ComponentModel.DataAnnotations;

namespace Jarvis.Skills.Domains.Sales.Sequences;

/// <summary>Settings "Sales:Sequences": the follow-up sequences, when their mails may leave, and how many in a day.</summary>
public sealed class SequenceOptions
{
    public const string Section = "Sales:Sequences";

    /// <summary>Mails of all sequences together in a day of the business. What is over it waits until the next.</summary>
    [Range(1, 10_000, ErrorMessage = "a number of mails from 1 to 10000")]
    public int DailyCap { get; set; } = 40;

    /// <summary>Working hours by the lead's clock: "09:00-17:00". A mail leaves only within them, and delays are counted in them.</summary>
    public string Hours { get; set; } = "09:00-17:00";

    /// <summary>Working days: "Mon Tue Wed Thu Fri".</summary>
    public string Days { get; set; } = "Mon Tue Wed Thu Fri";

    /// <summary>Kinds of behaviour that mean that a lead has booked something, between bars: "booking|meeting.booked".</summary>
    public string Bookings { get; set; } = "booking|booked";

    /// <summary>The sequences by their names.</summary>
    public Dictionary<string, SequenceSetting> Named { get; set; } = new(StringComparer.OrdinalIgnoreCase);
}

/// <summary>Settings "Sales:Sequences:Named:(name)".</summary>
public sealed class SequenceSetting
{
    public IList<StepSetting> Steps { get; } = [];

    /// <summary>Leads that were answered and silent for so many days are proposed for it; 0: none are.</summary>
    public int OfferAfterDays { get; set; }
}

/// <summary>Settings "Sales:Sequences:Named:(name):Steps:(number)".</summary>
public sealed class StepSetting
{
    /// <summary>A template in prompts/mail that says "for: sequence.(name).(step)".</summary>
    public string Template { get; set; } = "";

    /// <summary>How long after the step before, or after the start, in working time: "2 days".</summary>
    public string After { get; set; } = "";
}
