using Jarvis.Skills.Business.Mail;
using Jarvis.Skills.Business.Mail.Sending;
using MailKit;
using MailKit.Net.Smtp;
using Microsoft.Extensions.Options;
using MimeKit;
using Polly;
using Polly.Retry;

namespace Jarvis.Skills.Connectors.Mail;

/// <summary>
/// Hands mails to an SMTP server. What certainly has not gone and may go a moment later is tried again at once; what broke off after the text had begun
/// to flow is not, since the server may have it.
/// </summary>
internal sealed class SmtpCarrier : MailCarrier
{
    private readonly SmtpPool pool;
    private readonly SendPace pace;
    private readonly SmtpOptions server;
    private readonly TimeProvider time;
    private readonly ResiliencePipeline again;

    public SmtpCarrier(SmtpPool pool, SendPace pace, IOptions<MailOptions> options, TimeProvider time)
    {
        (this.pool, this.pace, server, this.time) = (pool, pace, options.Value.Smtp, time);
        again = new ResiliencePipelineBuilder { TimeProvider = time }.AddRetry(new RetryStrategyOptions
        {
            ShouldHandle = new PredicateBuilder().Handle<SmtpRefusal>(r => r.AtOnce),
            MaxRetryAttempts = 2,
            Delay = TimeSpan.FromSeconds(1),
            BackoffType = DelayBackoffType.Exponential,
            UseJitter = true,
        }).Build();
    }

    public override string Folder => "sent";

    public override bool Repeatable => false;

    public override MailState Then => MailState.Accepted;

    public override async Task<string> CarryAsync(MimeMessage message, string copy, CancellationToken cancel)
    {
        try
        {
            await pace.WaitAsync(cancel);
            await again.ExecuteAsync(async token => await pool.UseAsync((client, stop) => SendAsync(client, message, stop), token), cancel);
            return $"accepted by the server {server.Host.Trim()}";
        }
        catch (SmtpRefusal refusal)
        {
            throw new MailFailedException(refusal.Message, refusal) { MayRetry = refusal.Failure.MayRetry, Uncertain = refusal.Failure.Uncertain, NoSuchAddress = refusal.Failure.NoSuchAddress };
        }
        catch (MailServerException e)
        {
            throw new MailFailedException($"The mail to {To(message)} has not gone. {e.Message}", e) { MayRetry = true };
        }
    }

    private async Task<bool> SendAsync(SmtpClient client, MimeMessage message, CancellationToken cancel)
    {
        var flow = new Flow();
        // A text of many megabytes takes its time; ten times what an answer may take.
        using var late = new CancellationTokenSource(server.Timeout * 10, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancel);
        try
        {
            await client.SendAsync(message, either.Token, flow);
            return true;
        }
        catch (SmtpCommandException e)
        {
            throw Refused(e, message);
        }
        catch (Exception e) when (flow.Begun)
        {
            throw new SmtpRefusal(new MailFailedException($"The connection to {server.Host.Trim()} broke while the mail to {To(message)} was being handed over ({e.GetType().Name}). It is not known whether the server has it, so it is not sent again by itself.") { Uncertain = true }, atOnce: false);
        }
        catch (Exception e) when (e is not OperationCanceledException || !cancel.IsCancellationRequested)
        {
            var trouble = MailServerLink.Trouble(e, server, SmtpPool.Setting);
            throw new SmtpRefusal(new MailFailedException($"The mail to {To(message)} has not gone. {trouble.Message}") { MayRetry = true }, trouble.MayPass);
        }
    }

    /// <summary>RFC 5321, 4.2.1: 4xx may be otherwise later, 5xx not. RFC 3463: 5.1.x speaks of the address.</summary>
    private SmtpRefusal Refused(SmtpCommandException refusal, MimeMessage message)
    {
        var code = (int)refusal.StatusCode;
        var words = refusal.Message.ReplaceLineEndings(" ").Trim();
        if (server.Password.Length > 0) words = words.Replace(server.Password, "…", StringComparison.Ordinal);
        if (words.Length > 300) words = words[..300] + "…";
        var passes = code is >= 400 and < 500;
        var noSuch = refusal.ErrorCode == SmtpErrorCode.RecipientNotAccepted && !passes && (words.Contains("5.1.1", StringComparison.Ordinal) || words.Contains("5.1.10", StringComparison.Ordinal) || words.Contains("5.1.6", StringComparison.Ordinal));
        return new SmtpRefusal(
            new MailFailedException($"The server {server.Host.Trim()} {(passes ? "does not take" : "refuses")} the mail to {To(message)}{(passes ? " now" : "")} ({code}): {words}") { MayRetry = passes, NoSuchAddress = noSuch },
            atOnce: false);
    }

    private static string To(MimeMessage message) => message.To.Mailboxes.First().Address;

    /// <summary>Knows whether the text has begun to flow.</summary>
    private sealed class Flow : ITransferProgress
    {
        public bool Begun { get; private set; }

        public void Report(long bytesTransferred, long totalSize) => Begun = true;

        public void Report(long bytesTransferred) => Begun = true;
    }

    /// <summary>A failure on its way out through Polly.</summary>
    /// <param name="atOnce">A moment later it may go.</param>
    private sealed class SmtpRefusal(MailFailedException failure, bool atOnce) : Exception(failure.Message)
    {
        public MailFailedException Failure => failure;

        public bool AtOnce => atOnce;
    }
}
