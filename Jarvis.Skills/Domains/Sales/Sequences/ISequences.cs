using Jarvis.Skills.Governance;

namespace Jarvis.Skills.Domains.Sales.Sequences;

/// <summary>What an enrolment begins with.</summary>
/// <param name="Letters">The fingerprint of each step's mail that the plan has shown; empty texts where it has shown none.</param>
internal sealed record NewEnrolment(int Lead, Sequence Sequence, bool StepByStep, IReadOnlyList<string> Letters, TimeZoneInfo Zone);

/// <summary>Writes how far leads are in their sequences. Each is safe to repeat.</summary>
internal interface ISequences : IEffect
{
    /// <returns>When the first mail is due; null when the lead is in another sequence by now.</returns>
    /// <param name="approved">Whether a person's approval of the action covers every mail.</param>
    Task<DateTimeOffset?> EnrolAsync(NewEnrolment enrolment, bool approved, ActionContext action, CancellationToken cancel);

    Task<bool> EndAsync(int enrolment, EnrolmentEnd end, string words, CancellationToken cancel);

    /// <summary>A stopped enrolment goes on where it was. What ended it ends it no more.</summary>
    /// <returns>When the next mail is due.</returns>
    Task<DateTimeOffset> ContinueAsync(int enrolment, TimeZoneInfo zone, CancellationToken cancel);

    /// <summary>Takes a place among today's mails.</summary>
    /// <returns>False when the daily cap is reached.</returns>
    Task<bool> BeginAsync(int step, CancellationToken cancel);

    /// <summary>The mail of a step was handed over; the next is due after its delay, or all are done.</summary>
    /// <returns>When the next is due; null when it was the last.</returns>
    Task<DateTimeOffset?> SentAsync(int enrolment, int step, TimeZoneInfo zone, CancellationToken cancel);

    /// <summary>The next mail waits until then.</summary>
    /// <param name="letter">Fingerprint of the mail that a person has approved with this action; null when nobody did.</param>
    Task PutOffAsync(int enrolment, DateTimeOffset until, string? letter, ActionContext action, CancellationToken cancel);

    /// <summary>The mail could not be sent. It is tried again in an hour; after several times the sequence ends.</summary>
    Task FailedAsync(int enrolment, string words, CancellationToken cancel);
}
