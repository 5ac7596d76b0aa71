using System.ComponentModel.DataAnnotations;
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

    public ScoringOptions Scoring { get; set; } = new();
}
