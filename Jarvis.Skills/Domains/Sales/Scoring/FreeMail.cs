namespace Jarvis.Skills.Domains.Sales.Scoring;

/// <summary>Domains where anybody gets an address, so that it says nothing of a company.</summary>
internal static class FreeMail
{
    private static readonly HashSet<string> Domains = new(StringComparer.OrdinalIgnoreCase)
    {
        "gmail.com", "googlemail.com", "outlook.com", "hotmail.com", "hotmail.co.uk", "hotmail.de", "hotmail.fr", "live.com", "msn.com", "yahoo.com", "yahoo.co.uk", "yahoo.de", "yahoo.fr",
        "ymail.com", "icloud.com", "me.com", "mac.com", "aol.com", "proton.me", "protonmail.com", "gmx.de", "gmx.net", "gmx.at", "gmx.ch", "gmx.com", "web.de", "t-online.de", "freenet.de",
        "posteo.de", "mailbox.org", "mail.com", "mail.ru", "yandex.ru", "yandex.com", "qq.com", "163.com", "126.com", "orange.fr", "free.fr", "laposte.net", "wanadoo.fr", "libero.it",
        "virgilio.it", "tiscali.it", "seznam.cz", "wp.pl", "o2.pl", "onet.pl", "interia.pl", "naver.com", "zoho.com", "fastmail.com", "tutanota.com", "btinternet.com", "comcast.net", "verizon.net",
    };

    public static bool Is(string? address) => address is not null && Domains.Contains(address[(address.LastIndexOf('@') + 1)..]);
}
