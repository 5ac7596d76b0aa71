using MailKit;
using MailKit.Net.Imap;
using MailKit.Security;
using MimeKit;

namespace Jarvis.Tests.Counterparts.Mail;

/// <summary>An IMAP server with mailboxes in a temporary folder (Debian: dovecot-imapd). It speaks to nobody without TLS.</summary>
public sealed class ImapServer : Counterpart
{
    public const string Password = "battery-staple-23";

    private readonly int port = FreePort();
    private readonly string folder = Directory.CreateTempSubdirectory("jarvis-dovecot-").FullName;
    private readonly ServerCertificate certificate;
    private ServerProcess? process;

    public ImapServer() => certificate = new ServerCertificate(folder);

    /// <summary>Settings with which Jarvis reads a mailbox; it is there once it is asked for.</summary>
    public Dictionary<string, string?> Settings(string user) => new(StringComparer.Ordinal)
    {
        ["Mail:Imap:Host"] = Started(process) is not null ? "127.0.0.1" : "", ["Mail:Imap:Port"] = $"{port}", ["Mail:Imap:Security"] = "StartTls", ["Mail:Imap:User"] = user, ["Mail:Imap:Password"] = Password,
        ["Mail:Imap:TrustedCertificate"] = certificate.Fingerprint, ["Mail:Imap:SentFolder"] = "Sent",
    };

    /// <summary>A mail arrives.</summary>
    public async Task DeliverAsync(string user, MimeMessage message, string into = "INBOX", DateTimeOffset? at = null)
    {
        using var client = await OpenAsync(user);
        var target = into == "INBOX" ? client.Inbox! : await client.GetFolderAsync(into);
        await target.AppendAsync(new AppendRequest(message, MessageFlags.None, at ?? TimeProvider.System.GetUtcNow()));
    }

    /// <summary>Which mails of a mailbox have been marked, in any way, or are gone.</summary>
    public async Task<IReadOnlyList<MessageFlags?>> FlagsAsync(string user)
    {
        using var client = await OpenAsync(user);
        await client.Inbox!.OpenAsync(FolderAccess.ReadOnly);
        return [.. (await client.Inbox.FetchAsync(0, -1, MessageSummaryItems.Flags)).Select(m => m.Flags & ~MessageFlags.Recent)];
    }

    /// <summary>The mailbox is rebuilt, as after a move to another server: UIDVALIDITY and all UIDs change.</summary>
    public async Task RenumberAsync(string user)
    {
        await GoDownAsync();
        foreach (var index in Directory.EnumerateFiles(Path.Combine(folder, "mail", user), "dovecot*", SearchOption.AllDirectories).ToList()) File.Delete(index);
        // Left to itself, the server takes the second of the clock, which may be the one that it took before.
        await File.WriteAllTextAsync(Path.Combine(folder, "mail", user, "dovecot-uidlist"), "3 V77 N1 G0123456789abcdef0123456789abcdef\n");
        await ComeBackAsync();
    }

    public async Task GoDownAsync() => await Started(process).DisposeAsync();

    public Task ComeBackAsync() => StartAsync();

    protected override async Task StartAsync()
    {
        var dovecot = NeedCommand("dovecot", "/usr/sbin", "/usr/local/sbin");
        var (user, group) = Environment.UserName == "root" ? ("nobody", "nogroup") : (Environment.UserName, await ServerProcess.RunAsync("id", "-gn"));
        var configuration = Path.Combine(folder, "dovecot.conf");
        await File.WriteAllTextAsync(configuration, Configuration(user, group.Trim()));
        Directory.CreateDirectory(Path.Combine(folder, "mail"));
        if (Environment.UserName == "root") await ServerProcess.RunAsync("chown", "-R", $"{user}:{group}", Path.Combine(folder, "mail"));
        await ServerProcess.RunAsync("chmod", "755", folder);
        process = ServerProcess.Start(dovecot, ["-F", "-c", configuration]);
        await process.WaitForLineAsync("starting up for imap");
    }

    protected override async Task StopAsync()
    {
        if (process is not null) await process.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    private async Task<ImapClient> OpenAsync(string user)
    {
        Started(process);
        var client = new ImapClient { ServerCertificateValidationCallback = (_, shown, _, _) => string.Equals(shown?.GetCertHashString(System.Security.Cryptography.HashAlgorithmName.SHA256), certificate.Fingerprint.Replace(":", "", StringComparison.Ordinal), StringComparison.OrdinalIgnoreCase), CheckCertificateRevocation = false };
        await client.ConnectAsync("127.0.0.1", port, SecureSocketOptions.StartTls);
        await client.AuthenticateAsync(user, Password);
        return client;
    }

    private string Configuration(string user, string group) => $$"""
        base_dir = {{folder}}/run
        state_dir = {{folder}}/state
        protocols = imap
        listen = 127.0.0.1
        log_path = /dev/stderr
        default_login_user = {{user}}
        default_internal_user = {{user}}
        default_internal_group = {{group}}
        ssl = required
        ssl_cert = <{{certificate.File}}
        ssl_key = <{{certificate.KeyFile}}
        auth_mechanisms = plain login
        auth_failure_delay = 0
        first_valid_uid = 1
        mail_location = maildir:{{folder}}/mail/%u
        passdb {
          driver = static
          args = password={{Password}}
        }
        userdb {
          driver = static
          args = uid={{user}} gid={{group}} home={{folder}}/mail/%u
        }
        service imap-login {
          chroot =
          inet_listener imap {
            port = {{port}}
          }
          inet_listener imaps {
            port = 0
          }
        }
        service anvil {
          chroot =
        }
        namespace inbox {
          inbox = yes
          mailbox Sent {
            auto = create
          }
        }
        """;
}
