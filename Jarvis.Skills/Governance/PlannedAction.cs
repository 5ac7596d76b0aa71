using System.Security.Cryptography;
using System.Text;
using Jarvis.Skills.Business;

namespace Jarvis.Skills.Governance;

/// <summary>
/// What an action function returns instead of acting: what would be done, to whom, what it costs, how it is undone, and
/// the commit that only the gate can run.
/// </summary>
public sealed record PlannedAction
{
    /// <summary>One line in the imperative: "Restart backend".</summary>
    public required string What { get; init; }

    /// <summary>The clearance that the action takes when nobody is asked.</summary>
    public required ClearanceLevel Needs { get; init; }

    /// <summary>Carries it out. Throws <see cref="ActionFailedException"/> with words for the owner when it could not.</summary>
    public required Func<ActionContext, CancellationToken, Task<Outcome>> Commit { get; init; }

    /// <summary>To whom or to what. More than one means that it is never run on a single word of the owner.</summary>
    public IReadOnlyList<string> Targets { get; init; } = [];

    /// <summary>Everything else that the owner would want to have seen: price, audience, text. Part of the fingerprint.</summary>
    public IReadOnlyDictionary<string, string> Terms { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>Null when it costs nothing.</summary>
    public Money? Cost { get; init; }

    /// <summary>How many people outside the business would receive something.</summary>
    public int Recipients { get; init; }

    /// <summary>How it is undone, in words; null when it cannot be.</summary>
    public string? Undo { get; init; }

    /// <summary>True when doing it twice is the same as doing it once, so that a crash may simply run it again.</summary>
    public bool Idempotent { get; init; }

    public Risk Risk { get; init; } = Risk.Low;

    /// <summary>What could go wrong, in words.</summary>
    public string? RiskNote { get; init; }

    /// <summary>Asked for whatever the clearance and the standing approvals, such as raising the clearance itself.</summary>
    public bool AlwaysAsk { get; init; }

    /// <summary>How long the question stays open; 24 hours unless the domain says otherwise.</summary>
    public TimeSpan? OpenFor { get; init; }

    /// <summary>The text or page to be sent, as Markdown, shown under the question.</summary>
    public string? Preview { get; init; }

    /// <summary>
    /// Hash of what the owner approves. When planning again gives another one, the owner is asked again.
    /// <see cref="What"/> is left out: a title may count minutes.
    /// </summary>
    public string Fingerprint(string function)
    {
        var text = new StringBuilder();
        Add(function);
        foreach (var target in Targets.Order(StringComparer.Ordinal)) Add(target);
        foreach (var (name, value) in Terms.OrderBy(t => t.Key, StringComparer.Ordinal)) { Add(name); Add(value); }
        Add(Cost?.ToString() ?? "");
        Add(Recipients.ToString());
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())));

        // Length first, so that no two lists of fields read the same.
        void Add(string part) => text.Append(part.Length).Append(':').Append(part);
    }
}

/// <summary>What a commit did, in a sentence for the owner, and the call that would undo it.</summary>
public sealed record Outcome(string Said)
{
    public FunctionCall? Undo { get; init; }

    /// <summary>Working time that the owner did not have to spend; zero when nothing honest can be said.</summary>
    public TimeSpan SavedTime { get; init; }

    /// <summary>Money saved or earned by it; null when nothing honest can be said.</summary>
    public Money? SavedMoney { get; init; }
}

/// <summary>A commit could not be done. The message is shown to the owner: say what happened and what to do, no secrets.</summary>
public class ActionFailedException : Exception
{
    public ActionFailedException() { }
    public ActionFailedException(string message) : base(message) { }
    public ActionFailedException(string message, Exception innerException) : base(message, innerException) { }
}

/// <summary>A request could not be understood as given. The message names the field and the mend, and is shown as the answer.</summary>
public sealed class BadRequestException : Exception
{
    public BadRequestException() { }
    public BadRequestException(string message) : base(message) { }
    public BadRequestException(string message, Exception innerException) : base(message, innerException) { }
}
