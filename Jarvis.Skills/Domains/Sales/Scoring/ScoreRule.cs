using System.ComponentModel.DataAnnotations;

namespace Jarvis.Skills.Domains.Sales.Scoring;

/// <summary>Settings "Sales:Scoring".</summary>
public sealed class ScoringOptions
{
    public const string Section = "Sales:Scoring";

    /// <summary>What every lead starts with.</summary>
    [Range(0, 100, ErrorMessage = "a number from 0 to 100")]
    public int Start { get; set; } = 30;

    /// <summary>After so many days without a sign of life, points for what a lead did are worth half.</summary>
    [Range(1.0, 3650.0, ErrorMessage = "a number of days from 1 to 3650")]
    public double HalfLifeDays { get; set; } = 14;

    /// <summary>Rules by a name of your own.</summary>
    public Dictionary<string, ScoreRule> Rules { get; set; } = new(StringComparer.OrdinalIgnoreCase);
}

/// <summary>Points for one thing that is true of a lead. Exactly one of <see cref="Did"/>, <see cref="Says"/>, <see cref="From"/> and <see cref="Has"/> says what.</summary>
public sealed class ScoreRule
{
    /// <summary>An activity's kind, such as "visit"; each counts.</summary>
    public string? Did { get; set; }

    /// <summary>With <see cref="Did"/>: only those about this, such as "pricing".</summary>
    public string? Of { get; set; }

    /// <summary>Words of which the message has one, between bars: "seats|licences|team".</summary>
    public string? Says { get; set; }

    /// <summary>The lead's source, such as "referral".</summary>
    public string? From { get; set; }

    /// <summary>"company", "phone", "message", "free-mail" or "consent".</summary>
    public string? Has { get; set; }

    /// <summary>For each time it is true; negative ones count against the lead.</summary>
    [Range(-100, 100, ErrorMessage = "a number from -100 to 100")]
    public int Points { get; set; }

    /// <summary>No more than so many points in all; 0 for no limit.</summary>
    [Range(0, 100, ErrorMessage = "a number from 0 to 100")]
    public int Most { get; set; }

    /// <summary>What is shown as the reason: "opened the pricing page".</summary>
    public string Words { get; set; } = "";
}
