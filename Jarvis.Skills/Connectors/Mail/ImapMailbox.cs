using Jarvis.Skills.Business.Mail;
using Jarvis.Skills.Business.Mail.Reading;
using MailKit;
using MailKit.Search;
using Microsoft.Extensions.Options;
using MimeKit;

namespace Jarvis.Skills.Connectors.Mail;

/// <summary>
/// Reads a mailbox by IMAP (RFC 3501). Mails are told apart by their UIDs under the folder's UIDVALIDITY; when that changes, all that came in since the
/// mailbox is read is looked at again, and what is known is known by its Message-ID.
/// </summary>
internal sealed class ImapMailbox(IOptions<MailOptions> options, TimeProvider time) : IMailbox, IDisposable
{
    private const int PageSize = 50;

    /// <summary>Clocks of servers differ.</summary>
    private static readonly TimeSpan Slack = TimeSpan.FromMinutes(10);

    /// <summary>After a changed UIDVALIDITY, older mail is not looked at again.</summary>
    private static readonly TimeSpan LookBack = TimeSpan.FromDays(30);

    private readonly ImapOptions server = options.Value.Imap;
    private readonly SemaphoreSlim turn = new(1);
    private ImapSession? session;

    public string Name => $"{(server.User.Contains('@', StringComparison.Ordinal) ? server.User : $"{server.User}@{server.Host.Trim()}")}/{server.Folder}";

    public Task<MailboxPage> ReadAsync(MailboxPosition? after, CancellationToken cancel) => AskAsync(async open =>
    {
        var folder = open.Folder;
        await open.LookAsync(cancel);
        if (after is null) return new MailboxPage(folder.UidValidity, (long)(folder.UidNext?.Id ?? 1) - 1, [], More: false);
        var same = after.UidValidity == folder.UidValidity;
        var since = same ? after.At - Slack : Later(after.At - Slack, time.GetUtcNow() - LookBack);
        var found = await FindAsync(folder, same ? after.LastUid : 0, same ? null : since, cancel);
        var page = found.Take(PageSize).ToList();
        var mails = new List<FetchedMail>();
        foreach (var mail in page.Where(m => m.InternalDate is not { } at || at >= since)) mails.Add(await FetchAsync(folder, mail, cancel));
        return new MailboxPage(folder.UidValidity, page.Count > 0 ? page[^1].UniqueId.Id : same ? after.LastUid : (long)(folder.UidNext?.Id ?? 1) - 1, mails, found.Count > page.Count);
    }, cancel);

    public async Task WaitAsync(TimeSpan atMost, CancellationToken cancel)
    {
        if (session is not { Stands: true, TellsNews: true }) await Task.Delay(atMost < server.PollInterval ? atMost : server.PollInterval, time, cancel);
        else
            await AskAsync(async open =>
            {
                await open.IdleAsync(atMost, time, cancel);
                return true;
            }, cancel);
    }

    public async Task<bool?> HasSentAsync(string messageId, CancellationToken cancel)
    {
        if (server.SentFolder.Length == 0) return null;
        try
        {
            // A connection of its own: the other one waits in its folder for news.
            using var look = await ImapSession.OpenAsync(server, server.SentFolder, time, cancel);
            return (await look.Folder.SearchAsync(SearchQuery.HeaderContains("Message-ID", messageId), cancel)).Count > 0;
        }
        catch (Exception e) when (!cancel.IsCancellationRequested)
        {
            throw Failure(e);
        }
    }

    public void Dispose()
    {
        session?.Dispose();
        turn.Dispose();
    }

    private async Task<T> AskAsync<T>(Func<ImapSession, Task<T>> ask, CancellationToken cancel)
    {
        await turn.WaitAsync(cancel);
        try
        {
            if (session is not { Stands: true })
            {
                session?.Dispose();
                session = null;
                session = await ImapSession.OpenAsync(server, server.Folder, time, cancel);
            }
            return await ask(session);
        }
        catch (Exception e)
        {
            session?.Dispose();
            session = null;
            if (cancel.IsCancellationRequested) throw;
            throw Failure(e);
        }
        finally
        {
            turn.Release();
        }
    }

    private MailboxException Failure(Exception error) => new((error as MailServerException ?? MailServerLink.Trouble(error, server, ImapSession.Setting)).Message);

    private static async Task<List<IMessageSummary>> FindAsync(IMailFolder folder, long after, DateTimeOffset? since, CancellationToken cancel)
    {
        const MessageSummaryItems facts = MessageSummaryItems.UniqueId | MessageSummaryItems.InternalDate | MessageSummaryItems.Size;
        var found = since is { } day
            ? await folder.SearchAsync(SearchQuery.DeliveredAfter(day.UtcDateTime.Date.AddDays(-1)), cancel) is { Count: > 0 } uids ? await folder.FetchAsync(uids, facts, cancel) : []
            : await folder.FetchAsync(new UniqueIdRange(new UniqueId((uint)(after + 1)), UniqueId.MaxValue), facts, cancel);
        // "n:*" gives the last mail also where its number is below n.
        return [.. found.Where(m => m.UniqueId.Id > after).OrderBy(m => m.UniqueId.Id)];
    }

    private async Task<FetchedMail> FetchAsync(IMailFolder folder, IMessageSummary mail, CancellationToken cancel)
    {
        var at = mail.InternalDate ?? time.GetUtcNow();
        if (mail.Size is { } size && size > server.MaxMegabytes * 1024L * 1024) return new FetchedMail(at, await TextAloneAsync(folder, mail.UniqueId, cancel));
        return new FetchedMail(at, await folder.GetMessageAsync(mail.UniqueId, cancel));
    }

    private static async Task<MimeMessage> TextAloneAsync(IMailFolder folder, UniqueId uid, CancellationToken cancel)
    {
        var parts = (await folder.FetchAsync([uid], MessageSummaryItems.UniqueId | MessageSummaryItems.BodyStructure, cancel)).Single();
        var message = new MimeMessage(await folder.GetHeadersAsync(uid, cancel));
        if ((parts.TextBody ?? parts.HtmlBody) is { } text) message.Body = await folder.GetBodyPartAsync(uid, text, cancel);
        return message;
    }

    private static DateTimeOffset Later(DateTimeOffset one, DateTimeOffset other) => one > other ? one : other;
}
