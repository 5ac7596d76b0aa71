using Jarvis.Skills.Business.Mail;

namespace Jarvis.Tests.Business.Mail;

/// <summary>A wrong setting stops the start and says what is allowed; a password is never repeated.</summary>
public sealed class MailSettingsTests
{
    [Fact]
    public void Nothing_set_is_the_outbox() => Assert.Empty(Wrong(new MailOptions()));

    [Fact]
    public void A_server_needs_a_sender() =>
        Assert.Equal(["Mail:From is not set, and Mail:Smtp:Host is; write an address with or without a name, such as Northwind Audio <hello@northwind.example>."], Wrong(new MailOptions { Smtp = { Host = "smtp.example.org" } }));

    [Fact]
    public void A_password_goes_nowhere_in_the_open()
    {
        var wrong = Wrong(new MailOptions { From = "a@example.org", Smtp = { Host = "smtp.example.org", Security = MailSecurity.None, User = "anna", Password = "hunter2" } });
        Assert.Equal(["Mail:Smtp:Security is \"None\", and a password would go to smtp.example.org in the open; allowed is StartTls or Tls, or None for a server on this machine."], wrong);
    }

    [Fact]
    public void A_user_needs_a_password_from_the_environment() =>
        Assert.Equal(["Mail:Imap:User is \"anna\", and Mail:Imap:Password is not set; write it as the environment variable Mail__Imap__Password."], Wrong(new MailOptions { Imap = { Host = "imap.example.org", User = "anna" } }));

    [Fact]
    public void Each_wrong_value_is_named_with_what_is_allowed()
    {
        var wrong = Wrong(new MailOptions { From = "nobody", Smtp = { Port = 0, PerMinute = 0, Connections = 99, TrustedCertificate = "abc" }, Imap = { PollInterval = TimeSpan.Zero, MaxMegabytes = 0, Folder = " " } });
        Assert.Equal(
            ["Mail:From", "Mail:Smtp:Port", "Mail:Smtp:TrustedCertificate", "Mail:Smtp:Connections", "Mail:Smtp:PerMinute", "Mail:Imap:Folder", "Mail:Imap:PollInterval", "Mail:Imap:MaxMegabytes"],
            wrong.Select(w => w.Split(' ')[0]));
        Assert.All(wrong, w => Assert.Contains("; allowed ", w, StringComparison.Ordinal));
    }

    private static IEnumerable<string> Wrong(MailOptions options) => new MailOptionsCheck().Validate(null, options).Failures ?? [];
}
