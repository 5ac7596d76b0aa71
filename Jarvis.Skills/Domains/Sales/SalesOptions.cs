using System.ComponentModel.DataAnnotations;
using Jarvis.Skills.Domains.Sales.Answering;
using Jarvis.Skills.Domains.Sales.Scoring;

namespace Jarvis.Skills.Domains.Sales;

/// <summary>Settings "Sales": the stages of a deal, how leads are scored and how soon they are answered.</summary>
public sealed class SalesOptions
{
    public const string Section = "Sales";

    /// <summary>Stages of an open deal in order, each with the chance of winning that it is given until enough deals have closed, in percent.</summary>
    public Dictionary<string, double> Stages { get; set; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>A lead that is not answered after so many minutes is an alert.</summary>
    [Range(1, 10_080, ErrorMessage = "a number of minutes from 1 to 10080")]
    public int AnswerWithinMinutes { get; set; } = 5;

    /// <summary>Which template answers which lead, by names of the owner's.</summary>
    public Dictionary<string, AnswerRule> Answers { get; set; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>A mail from somebody unknown is a new lead.</summary>
    public bool LeadsFromMail { get; set; } = true;

    /// <summary>A lead that was answered and said nothing for so many days is quiet.</summary>
    [Range(1, 365, ErrorMessage = "a number of days from 1 to 365")]
    public int QuietDays { get; set; } = 14;

    /// <summary>A new lead to which none of the templates with words fits is answered with a draft, where one can be written; the owner is always asked.</summary>
    public bool DraftsForNewLeads { get; set; } = true;

    /// <summary>A draft that takes longer is not waited for. A new lead's answer is offered within a minute, with or without it.</summary>
    [Range(5, 40, ErrorMessage = "a number of seconds from 5 to 40")]
    public int DraftWithinSeconds { get; set; } = 20;

    public ScoringOptions Scoring { get; set; } = new();
}
