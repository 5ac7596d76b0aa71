using System.Collections.Concurrent;
using Jarvis.Skills.Business.Mail;
using MailKit.Net.Smtp;
using Microsoft.Extensions.Options;

namespace Jarvis.Skills.Connectors.Mail;

/// <summary>A few open connections to the server. One that lay idle is asked first whether it still stands.</summary>
internal sealed class SmtpPool(IOptions<MailOptions> options, TimeProvider time) : IDisposable
{
    public const string Setting = "Mail:Smtp";

    private static readonly TimeSpan Trusted = TimeSpan.FromSeconds(10);

    private readonly ConcurrentStack<(SmtpClient Client, DateTimeOffset Since)> idle = new();
    private readonly SemaphoreSlim free = new(options.Value.Smtp.Connections);

    /// <summary>Works with a connection. One on which something failed is closed.</summary>
    /// <exception cref="MailServerException">No connection came about.</exception>
    public async Task<T> UseAsync<T>(Func<SmtpClient, CancellationToken, Task<T>> work, CancellationToken cancel)
    {
        await free.WaitAsync(cancel);
        try
        {
            var client = await StandingAsync(cancel) ?? await OpenAsync(cancel);
            try
            {
                var result = await work(client, cancel);
                idle.Push((client, time.GetUtcNow()));
                return result;
            }
            catch
            {
                client.Dispose();
                throw;
            }
        }
        finally
        {
            free.Release();
        }
    }

    public void Dispose()
    {
        while (idle.TryPop(out var left)) left.Client.Dispose();
        free.Dispose();
    }

    private async Task<SmtpClient?> StandingAsync(CancellationToken cancel)
    {
        while (idle.TryPop(out var next))
        {
            if (next.Client.IsConnected && (next.Since > time.GetUtcNow() - Trusted || await AnswersAsync(next.Client, cancel))) return next.Client;
            next.Client.Dispose();
        }
        return null;
    }

    private async Task<bool> AnswersAsync(SmtpClient client, CancellationToken cancel)
    {
        using var late = new CancellationTokenSource(options.Value.Smtp.Timeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancel);
        try
        {
            await client.NoOpAsync(either.Token);
            return true;
        }
        catch (Exception) when (!cancel.IsCancellationRequested)
        {
            return false;
        }
    }

    private async Task<SmtpClient> OpenAsync(CancellationToken cancel)
    {
        var client = new SmtpClient();
        try
        {
            await MailServerLink.OpenAsync(client, options.Value.Smtp, Setting, time, cancel);
            return client;
        }
        catch
        {
            client.Dispose();
            throw;
        }
    }
}
