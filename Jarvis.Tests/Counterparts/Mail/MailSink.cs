using System.Net.Http.Json;
using System.Text.Json;
using MimeKit;

namespace Jarvis.Tests.Counterparts.Mail;

/// <summary>An SMTP server that takes every mail and shows it (npm: maildev). It wants a password.</summary>
public class MailSink : Counterpart
{
    public const string User = "jarvis@northwind.example";
    public const string Password = "correct-horse-17";

    private static readonly HttpClient Http = new();
    private readonly int port = FreePort();
    private readonly int web = FreePort();
    private ServerProcess? process;

    public int Port => Started(process) is not null ? port : 0;

    /// <summary>Settings with which Jarvis sends through it.</summary>
    public virtual Dictionary<string, string?> Settings => new(StringComparer.Ordinal)
    {
        ["Mail:Smtp:Host"] = "127.0.0.1", ["Mail:Smtp:Port"] = $"{Port}", ["Mail:Smtp:Security"] = "None", ["Mail:Smtp:User"] = User, ["Mail:Smtp:Password"] = Password,
    };

    /// <summary>What it took for an address, oldest first.</summary>
    public async Task<IReadOnlyList<MimeMessage>> TakenAsync(string address)
    {
        Started(process);
        var all = await Http.GetFromJsonAsync<JsonElement>(new Uri($"http://127.0.0.1:{web}/api/email"));
        var found = new List<MimeMessage>();
        foreach (var mail in all.EnumerateArray().Where(m => m.GetProperty("envelope").GetProperty("to").EnumerateArray().Any(t => t.GetProperty("address").GetString() == address)))
        {
            await using var source = await Http.GetStreamAsync(new Uri($"http://127.0.0.1:{web}/api/email/{mail.GetProperty("id").GetString()}/source"));
            found.Add(await MimeMessage.LoadAsync(source));
        }
        return found;
    }

    public async Task GoDownAsync() => await Started(process).DisposeAsync();

    public Task ComeBackAsync() => StartAsync();

    protected virtual IEnumerable<string> More() => [];

    protected override async Task StartAsync()
    {
        var program = Repository.At(".ci/node/node_modules/maildev/dist/bin/maildev.js");
        if (!File.Exists(program)) throw Missing("The npm package maildev is not installed.");
        process = ServerProcess.Start(NeedCommand("node"),
            [program, "--ip", "127.0.0.1", "-s", $"{port}", "--web-ip", "127.0.0.1", "-w", $"{web}", "--incoming-user", User, "--incoming-pass", Password, "--mail-directory", Directory.CreateTempSubdirectory("jarvis-maildev-").FullName, .. More()]);
        await process.WaitForLineAsync("Press Ctrl\\+C", TimeSpan.FromMinutes(2));
    }

    protected override async Task StopAsync()
    {
        if (process is not null) await process.DisposeAsync();
    }
}

/// <summary>The same behind TLS, with a certificate that nobody vouches for.</summary>
public sealed class TlsMailSink : MailSink
{
    private readonly ServerCertificate certificate = new(Directory.CreateTempSubdirectory("jarvis-maildev-").FullName);

    public override Dictionary<string, string?> Settings => new(base.Settings, StringComparer.Ordinal) { ["Mail:Smtp:Security"] = "Tls", ["Mail:Smtp:TrustedCertificate"] = certificate.Fingerprint };

    protected override IEnumerable<string> More() => ["--incoming-secure", "--incoming-cert", certificate.File, "--incoming-key", certificate.KeyFile];
}
