using Jarvis.Skills.Business.Mail;
using MailKit;
using MailKit.Net.Imap;

namespace Jarvis.Skills.Connectors.Mail;

/// <summary>A connection to the mailbox with one folder open for reading only (EXAMINE): the server itself then lets nothing be marked.</summary>
internal sealed class ImapSession : IDisposable
{
    public const string Setting = "Mail:Imap";

    private readonly ImapClient client;

    private ImapSession(ImapClient client, IMailFolder folder) => (this.client, Folder) = (client, folder);

    public IMailFolder Folder { get; }

    public bool TellsNews => client.Capabilities.HasFlag(ImapCapabilities.Idle);

    public bool Stands => client.IsConnected && client.IsAuthenticated && Folder.IsOpen;

    /// <exception cref="MailServerException">It did not come about.</exception>
    public static async Task<ImapSession> OpenAsync(ImapOptions server, string folder, TimeProvider time, CancellationToken cancel)
    {
        var opened = new ImapClient();
        try
        {
            await MailServerLink.OpenAsync(opened, server, Setting, time, cancel);
            var found = folder.Equals("INBOX", StringComparison.OrdinalIgnoreCase) ? opened.Inbox! : await opened.GetFolderAsync(folder, cancel);
            await found.OpenAsync(FolderAccess.ReadOnly, cancel);
            return new ImapSession(opened, found);
        }
        catch (Exception e)
        {
            opened.Dispose();
            if (e is MailServerException || cancel.IsCancellationRequested) throw;
            throw e is FolderNotFoundException
                ? new MailServerException($"The mailbox {server.User} has no folder \"{folder}\". Check {Setting}:Folder and SentFolder.", mayPass: false)
                : MailServerLink.Trouble(e, server, Setting);
        }
    }

    /// <summary>Has the server look again: it shows a folder as it was at the last look, and not every command is one.</summary>
    public Task LookAsync(CancellationToken cancel) => client.NoOpAsync(cancel);

    /// <summary>Waits for the server's word (RFC 2177); at most so long.</summary>
    public async Task IdleAsync(TimeSpan atMost, TimeProvider time, CancellationToken cancel)
    {
        using var enough = new CancellationTokenSource(atMost, time);
        void News(object? sender, EventArgs e) => enough.Cancel();
        Folder.CountChanged += News;
        try
        {
            await client.IdleAsync(enough.Token, cancel);
        }
        finally
        {
            Folder.CountChanged -= News;
        }
    }

    public void Dispose() => client.Dispose();
}
