using System.ComponentModel.DataAnnotations;

namespace Jarvis.Bot.People;

/// <summary>Settings "People": how strangers are treated.</summary>
public sealed class PeopleOptions
{
    public const string Section = "People";

    /// <summary>How long a pairing code is valid.</summary>
    [Range(1, 1440, ErrorMessage = "a whole number from 1 to 1440")]
    public int CodeMinutes { get; set; } = 60;

    /// <summary>Wrong codes from one account before it is locked out.</summary>
    [Range(1, 100, ErrorMessage = "a whole number from 1 to 100")]
    public int WrongCodes { get; set; } = 5;

    /// <summary>Minutes of the first lockout; each further one is twice as long, up to a week.</summary>
    [Range(1, 10080, ErrorMessage = "a whole number from 1 to 10080")]
    public int LockoutMinutes { get; set; } = 60;

    /// <summary>Wrong codes from everybody together within an hour before no code is taken for an hour.</summary>
    [Range(5, 10_000, ErrorMessage = "a whole number from 5 to 10000")]
    public int WrongCodesPerHour { get; set; } = 50;

    /// <summary>Strangers who get their one polite answer in 24 hours; the others get none.</summary>
    [Range(0, 100_000, ErrorMessage = "a whole number from 0 to 100000")]
    public int AnswersPerDay { get; set; } = 200;
}
