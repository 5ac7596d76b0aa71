using System.ComponentModel.DataAnnotations;

namespace Jarvis.Skills.Domains.Sales.Scoring.Learning;

/// <summary>Settings "Sales:Scoring:Learning": whether and how the score is learned from the business's own leads.</summary>
public sealed class LearningOptions
{
    public const string Section = "Sales:Scoring:Learning";

    /// <summary>False: the rules score, whatever there is to learn from.</summary>
    public bool Enabled { get; set; } = true;

    /// <summary>Learned is what was known so many days after a lead came. One that was closed by then says nothing.</summary>
    [Range(0.1, 60.0, ErrorMessage = "a number of days from 0.1 to 60")]
    public double KnownAfterDays { get; set; } = 3;

    /// <summary>Only the latest are learned from, so that it takes no longer however old the business is.</summary>
    [Range(100, 50_000, ErrorMessage = "a number from 100 to 50000")]
    public int MostOutcomes { get; set; } = 10_000;

    /// <summary>Learning that takes longer is given up until the next day.</summary>
    [Range(1, 60, ErrorMessage = "a number of minutes from 1 to 60")]
    public int MostMinutes { get; set; } = 5;
}
