using Jarvis.Skills.Business.Mail;
using Jarvis.Skills.Business.Mail.Sending;
using MimeKit;

namespace Jarvis.Skills.Simulation;

/// <summary>The simulated company's mail server. It takes every mail, and none leaves the machine: the copy is in the outbox folder.</summary>
internal sealed class SimulatedCarrier : MailCarrier
{
    public override string Folder => "outbox";

    public override bool Repeatable => true;

    public override MailState Then => MailState.Accepted;

    public override Task<string> CarryAsync(MimeMessage message, string copy, CancellationToken cancel) =>
        Task.FromResult($"accepted by the simulated mail server (nothing leaves this machine; a copy is {copy})");
}
