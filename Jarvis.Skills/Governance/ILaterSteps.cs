namespace Jarvis.Skills.Governance;

/// <summary>
/// Carries a person's approval on to what its plan promised for later, such as the mails of a sequence: calls of one function of the same domain whose argument
/// "approved" is the number of the approved action. That function holds itself to what that plan has shown, and refuses the argument where it would do anything else.
/// </summary>
public interface ILaterSteps : IEffect
{
    /// <summary>The argument with which a later call names the action that approved it.</summary>
    const string Argument = "approved";

    /// <summary>Lets such calls run until the end of that time. Safe to repeat.</summary>
    /// <returns>False when no person was asked about the action and said yes: then each later call passes the gate like any other.</returns>
    Task<bool> CoverAsync(ActionContext action, string function, TimeSpan lasting, CancellationToken cancel);
}
