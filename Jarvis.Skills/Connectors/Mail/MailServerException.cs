namespace Jarvis.Skills.Connectors.Mail;

/// <summary>A mail server could not be spoken to. The message is for the owner; it holds nothing that was secret.</summary>
internal sealed class MailServerException(string message, bool mayPass) : Exception(message)
{
    /// <summary>True when a moment later it may be otherwise: no answer, a lost connection. A refused password is none of these: trying it again locks accounts.</summary>
    public bool MayPass => mayPass;
}
