using System.Text.RegularExpressions;

namespace Jarvis.Skills.Business.Mail.Reading.Bounces;

/// <summary>
/// Why a mail came back, in one word. The words are those that bounce analysers share (userunknown, mailboxfull, hostunknown …). A server's sentence counts more
/// than its status code, which many servers choose loosely; where neither says anything, it is undefined.
/// </summary>
public static partial class BounceReason
{
    public const string Unknown = "undefined";
    public const string Complaint = "feedback";

    /// <summary>The first that fits a sentence wins, so the special stand before the general.</summary>
    private static readonly (string Reason, Regex Says)[] Sentences =
    [
        ("virusdetected", Virus()), ("hasmoved", Moved()), ("mailererror", Mailer()), ("requireptr", ReverseName()), ("notaccept", NoMail()), ("exceedlimit", Limit()), ("mailboxfull", Full()),
        ("toomanyconn", TooMany()), ("badreputation", Reputation()), ("policyviolation", Harm()), ("spamdetected", Spam()), ("authfailure", Authentication()), ("norelaying", Relaying()),
        ("rejected", Sender()), ("filtered", Filtered()), ("blocked", Blocked()), ("suspend", Suspended()), ("contenterror", Headers()), ("mesgtoobig", TooBig()), ("hostunknown", NoHost()),
        ("userunknown", NoUser()), ("policyviolation", Policy()), ("securityerror", Security()), ("notcompliantrfc", NotCompliant()), ("networkerror", Network()), ("expired", Expired()),
        ("contenterror", Content()), ("syntaxerror", Syntax()), ("systemerror", System()), ("filtered", Unavailable()),
    ];

    private static readonly Dictionary<string, string> Codes = new(StringComparer.Ordinal)
    {
        ["5.1.1"] = "userunknown", ["5.1.0"] = "userunknown", ["5.1.3"] = "userunknown", ["5.1.10"] = "userunknown", ["4.1.1"] = "userunknown", ["5.1.2"] = "hostunknown", ["5.1.6"] = "hasmoved",
        ["5.1.7"] = "rejected", ["5.1.8"] = "rejected", ["4.1.8"] = "rejected", ["5.1.9"] = "hostunknown", ["4.1.9"] = "expired",
        ["5.2.0"] = "filtered", ["5.2.1"] = "filtered", ["4.2.1"] = "suspend", ["5.2.2"] = "mailboxfull", ["4.2.2"] = "mailboxfull", ["5.2.3"] = "exceedlimit", ["5.2.4"] = "filtered",
        ["5.3.0"] = "systemerror", ["5.3.1"] = "systemfull", ["4.3.1"] = "systemfull", ["4.3.2"] = "notaccept", ["5.3.2"] = "notaccept", ["5.3.4"] = "mesgtoobig", ["5.3.5"] = "systemerror",
        ["4.4.1"] = "expired", ["5.4.1"] = "expired", ["4.4.2"] = "networkerror", ["5.4.2"] = "networkerror", ["4.4.3"] = "networkerror", ["5.4.3"] = "systemerror", ["4.4.4"] = "hostunknown", ["5.4.4"] = "hostunknown", ["4.4.6"] = "networkerror",
        ["5.4.6"] = "networkerror", ["5.4.14"] = "networkerror", ["4.4.7"] = "expired", ["5.4.7"] = "expired", ["5.5.3"] = "toomanyconn", ["5.6.0"] = "contenterror", ["5.7.0"] = "securityerror",
        ["5.7.1"] = "securityerror", ["5.7.13"] = "suspend", ["5.7.23"] = "authfailure", ["5.7.25"] = "requireptr", ["5.7.26"] = "authfailure", ["5.7.27"] = "notaccept", ["5.7.9"] = "policyviolation",
    };

    /// <summary>The address, its host or its owner's account does not exist.</summary>
    public static bool IsPermanent(string reason) => reason is "userunknown" or "hostunknown" or "hasmoved" or "notaccept";

    /// <summary>From a server's sentence and its code; either may be missing.</summary>
    public static string Of(string words, string? status) => OfWords(words) ?? OfStatus(status) ?? Unknown;

    public static string? OfWords(string words)
    {
        foreach (var (reason, says) in Sentences)
            if (says.IsMatch(words)) return IsPermanent(reason) ? AtItsStep(reason, words) : reason;
        return null;
    }

    /// <summary>An address is refused when it is named. Refused with the sender it says something of the sender; refused with the text, the server had taken the address before.</summary>
    private static string AtItsStep(string reason, string words)
    {
        if (AtSender().IsMatch(words)) return "rejected";
        return reason == "userunknown" && (AtText().IsMatch(words) || words.Contains("550 : User unknown", StringComparison.OrdinalIgnoreCase)) ? "filtered" : reason;
    }

    public static string? OfStatus(string? status) => status is null ? null : Codes.GetValueOrDefault(status);

    private const RegexOptions Options = RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.Singleline;

    [GeneratedRegex(@"virus|malware|infected|trojan|worm found|VirusSignature|MCSpamSignature", Options, 10_000)]
    private static partial Regex Virus();

    [GeneratedRegex(@"not our customer|no longer on (this )?server|has moved|address.{0,20}has been replaced|5\.1\.6|has been moved|new address", Options, 10_000)]
    private static partial Regex Moved();

    [GeneratedRegex(@"reverse dns|\bPTR\b|rdns|valid sender domain|mismatches client ip|hostname verification|cannot (find|resolve) your (hostname|reverse|ip)|no reverse|ip (address )?.{0,40}(does not|doesn't) (have|resolve)|cannot find your reverse|unable to (resolve|verify) .{0,20}(host|reverse)|name of the sending host|without (a )?reverse|missing (a )?ptr", Options, 10_000)]
    private static partial Regex ReverseName();

    [GeneratedRegex(@"\bSPF\b|\bDMARC\b|\bDKIM\b(?!-signature)|authentication information|authentication.{0,30}(fail|check)|5\.7\.26|5\.7\.23|sender policy framework|not authenticated|unauthenticated email|not allowed to send from", Options, 10_000)]
    private static partial Regex Authentication();

    [GeneratedRegex(@"null ?mx|does(n't| not) (receive|accept) (e-?)?mail|indicated no smtp service|couldn't find (a|any) mail exchanger|does not accept any mail|not accept mail|smtp protocol returned a permanent|malformed or unexpected name server|no (smtp|mail) service here|host.{0,10}does not accept|mail receiving disabled", Options, 10_000)]
    private static partial Regex NoMail();

    [GeneratedRegex(@"(mailbox|inbox|mail ?box|mail ?file|maildir|account|user|recipient|folder).{0,40}(is |was |are |too )?(full\b|over (its |the |disk )?quota|exceed|out of storage|over ?quota|too large)|over ?quota|quota (has been |is |was )?exceed|exceed.{0,30}(quota|storage|mailbox size)|disk quota|not enough (storage|disk)|insufficient (storage|disk|system storage)|no space left|mailfolder is full|storage (is )?(full|limit|exceed)|too much mail data|size limit of the (mail)?box", Options, 10_000)]
    private static partial Regex Full();

    [GeneratedRegex(@"too many (connections|sessions|recipients|messages|concurrent|rcpt|mails)|rate limit|connection limit|frequency limit|(connections|messages|mails|deliveries).{0,30}(limit|rate).{0,20}exceed|too fast|throttl|max(imum)? number of (connections|sessions)|excessive|unusual rate", Options, 10_000)]
    private static partial Regex TooMany();

    [GeneratedRegex(@"because its content|potential(ly)? (security|harm|danger)|presents a potential", Options, 10_000)]
    private static partial Regex Harm();

    [GeneratedRegex(@"reputation|user complaints|poor score|\bscore is too low|sender ?score", Options, 10_000)]
    private static partial Regex Reputation();

    [GeneratedRegex(@"(?<!dnsbl\S{0,60}|anti-?)\bspam(?!haus|cop|rats)(\b|my)|\buce\b|unsolicited|bulk (e?-?mail|message)|junk|message content rejected|content.{0,20}(rejected|considered)|looks like spam|mail rejete", Options, 10_000)]
    private static partial Regex Spam();

    [GeneratedRegex(@"relay(ing)? (access )?(denied|not permitted|not allowed|prohibited|disabled)|no relay|unable to relay|cannot relay|not permitted to relay|open relay|insecure mail relay|relaying|relay not|we do not relay|not a gateway", Options, 10_000)]
    private static partial Regex Relaying();

    [GeneratedRegex(@"groups\.google\.com|unrout(e)?able sender|(?<!unauthenticated )sender (address |verify |domain |email )?(was |is |has been )?(rejected|denied|refused|not (allowed|accepted|found|exist)|invalid|fail|blocked|unknown)|domain of sender|purported|(from|(?<!unauthenticated )sender\b).{0,40}(not allowed|does not exist|must resolve|must exist|domain .{0,40}not found)|envelope sender|invalid (sender|domain .{0,20}mail from)|not allowed to use this from|5\.1\.8|address not present in directory|blacklisted sender|unresolvable sender|bad sender|no such sender|<>.{0,20}(reject|denied)|mail from .{0,40}(rejected|denied)(?! for policy)", Options, 10_000)]
    private static partial Regex Sender();

    [GeneratedRegex(@"block(ed|list|ing)|refused to talk to me|black ?list|banned|dnsbl|\brbl\b|spamhaus|spamcop|client host (rejected|blocked)|connection (rejected|refused by|denied|dropped)(?! by \[127)|access denied.{0,60}\bip\b|your (ip|network|host|server|mail server).{0,60}(rejected|denied|refused|not allowed|listed)|ip.{0,30}(listed|denied|refused|not welcome)|denied access|not (accept|allow).{0,20}connections|hosts?\.deny|use the smtp serve|5\.7\.60[0-9]|rejected because of .{0,20}ip|bad (ip|helo)|helo.{0,30}reject|greylist|graylist|no smtp service|550 rejected$|error: invalid ip|go away", Options, 10_000)]
    private static partial Regex Blocked();

    [GeneratedRegex(@"(account|mailbox|user|recipient|address).{0,60}(disabled|suspended|inactive|discontinued|deactivated|expired|locked|closed|temporarily unavailable|frozen|not active|blocked)|(disabled|suspended|inactive|deactivated|unavailable).{0,10}(account|mailbox|user|recipient)|5\.7\.13|invalid\/inactive|isn't active|no longer active|has been (disabled|suspended)|boite du destinataire archivee", Options, 10_000)]
    private static partial Regex Suspended();

    [GeneratedRegex(@"5\.2\.3|message (size|length) exceeds.{0,30}(administrative|maximum|fixed)|message too large for (this )?(recipient|user)", Options, 10_000)]
    private static partial Regex Limit();

    [GeneratedRegex(@"(message|mail|size|file|body).{0,30}(too (big|large)|exceed(s|ed)?\b.{0,30}(size|limit|maximum))|(size|length) (limit|exceed)|5\.3\.4|maximum (message )?size|too large|larger than", Options, 10_000)]
    private static partial Regex TooBig();

    [GeneratedRegex(@"refused due to recipient|recipient preferences|because the recipient is (not accepting|only accepting)|you have been blocked by the recipient|due to extended inactivity|user.{0,30}(reject|refus)|not accept.{0,20}messages from|rejected by (the )?(user|recipient)(?! domain)", Options, 10_000)]
    private static partial Regex Filtered();

    [GeneratedRegex(@"(user|recipient|mailbox|account|address|addressee|local ?part|alias|customer|box|recipient name).{0,80}(unknown|not (a )?(found|exist|known|valid|recogni[sz]ed|listed|here|local|available|a member)|(does|do|did|could|can)(n't| ?not| not) (exist|be found|found|have)|no longer (exist|valid|here|available|on)|isn't|invalid|is not|undeliverable|unrecogni[sz]ed|inactive|unroutable|abandoned)|(unknown|no such|invalid|unrecogni[sz]ed|undeliverable|non-?existent|bad|inexistent|illegal|unrouteable) (local|user|recipient|mailbox|account|address|addressee|alias|customer|person|destination|e-?mail|rcpt|local-?part)|no (mailbox|user|account|recipient|such|valid recipient|one) ?(here|found|by|with|at|in|named|of)?|nosuchuser|unknownuser|recipnotfound|recipientnotfound|5\.1\.1\b|5\.1\.10|not listed in|not our user|destinataire.{0,20}(inconnu|invalide)|adresse .{0,20}(inconnu|invalide)|delivery to this user|rcpt .{0,60}(unknown|invalid)|unknown local|this user doesn't have|address rejected(?!:)|address rejected: access denied|(?<!\.[a-z]{2,12} )does not exist", Options, 10_000)]
    private static partial Regex NoUser();

    [GeneratedRegex(@"\b(host|domain)( name)?\b[^@<\n]{0,30}(unknown|not (found|exist|reachable|valid|resolve|be found)|does(n't| not) exist|could not be (found|resolved)|invalid|unrouteable)|(unknown|no such|non-?existent|unrouteable|invalid|bad) (host|domain|mail ?domain|site|mail server)|dns (lookup|error).{0,60}(fail|not found)|name service error|nxdomain|[a-z0-9-]+\.[a-z]{2,12} does not exist|no mx|all relevant mx|unrouteable mail domain|5\.1\.2|illegal host", Options, 10_000)]
    private static partial Regex NoHost();

    [GeneratedRegex(@"polic(y|ies)|potential|potentially (harmful|dangerous)|attachment|not allow.{0,30}(content|file|attachment|type)|denied by|prohibited|forbidden|not authori[sz]ed to (send|use)|you are not allowed|administrative prohibition|executable|message.{0,10}refused", Options, 10_000)]
    private static partial Regex Policy();

    [GeneratedRegex(@"authenticat(ion|e)|starttls|\btls\b|access denied|encryption|unauthenticated|login|certificate|credentials|security (error|violation|reason|policy)", Options, 10_000)]
    private static partial Regex Security();

    [GeneratedRegex(@"rfc ?-?(2821|2822|5321|5322|822|821)\b|not rfc|multiple .{0,30}addresses|multiple from|bare (lf|cr)|missing (mandatory )?(header|from|date|message-id)|duplicate (from|to|subject)", Options, 10_000)]
    private static partial Regex NotCompliant();

    [GeneratedRegex(@"too many hops|hop count|mail loop|loop(s|ing)? (back|detected)|routing loop|dns (query|error|server|lookup)|lost connection|connection (reset|lost|dropped|closed|refused by)|network (error|is unreachable|unreachable)|unreachable|name server|host not reachable|couldn't find any host|delivery loop|loops back to|no route to host|address family|bad (dns|name)|connection died|tls handshake", Options, 10_000)]
    private static partial Regex Network();

    [GeneratedRegex(@"timed? ?out|failed \d+ attempts|expired|too long|could not (be delivered|deliver) (for|after|within)|retry (time|timeout|limit)|not (be )?(delivered|deliver).{0,40}(hour|day|second|minute)|giving up|not going to try|been in the queue|deferred|delayed|will keep trying|unable to deliver.{0,30}after|after \d+(\.\d+)? (day|hour)|delivery.{0,20}(abandoned|aborted)|connection refused|did not accept our requests|could not connect|couldn't connect|unable to connect|not yet been|no response|mail queue|warning: message|resources temporarily|establish", Options, 10_000)]
    private static partial Regex Expired();

    [GeneratedRegex(@"duplicate header|headers? too (large|long|big)|header (is )?(bad|malformed|invalid|too)", Options, 10_000)]
    private static partial Regex Headers();

    [GeneratedRegex(@"malformed|(8|7).?bit|mime|improper use|line too long|charset|content type|illegal.{0,20}(character|header)", Options, 10_000)]
    private static partial Regex Content();

    [GeneratedRegex(@"improper sequence|bad sequence|syntax error|command (unrecogni[sz]ed|not (recogni[sz]ed|implemented))|unrecogni[sz]ed command|protocol error|unexpected command|bad command|(?<!\d)50[0-4] ", Options, 10_000)]
    private static partial Regex Syntax();

    [GeneratedRegex(@"procmail|maildrop|x-unix|mailer error|command (failed|died|output)|pipe to|local delivery failed|exit(ed with)? (status|code|non)|bad interpreter|returned (a )?non-?zero|\|/?\S*(vacation|filter|script|bin/)", Options, 10_000)]
    private static partial Regex Mailer();

    [GeneratedRegex(@"mailbox unavailable", Options, 10_000)]
    private static partial Regex Unavailable();

    [GeneratedRegex(@"(after|in reply to|response to|like our) (the )?(smtp )?MAIL\b|\[MAIL_FROM\]", Options, 10_000)]
    private static partial Regex AtSender();

    [GeneratedRegex(@"(after|in reply to|response to|like our) (the )?(smtp )?(end of )?(final )?data\b|after I sent the message|\[DATA\]|5\.2\.0\b", Options, 10_000)]
    private static partial Regex AtText();

    [GeneratedRegex(@"\bldap\b|system (error|config|problem|failure|full)|internal (server |software |system |mail |processing )?error|service (is )?(currently |not |temporarily )?(unavailable|available|refuse)|server (configuration|error|problem|busy)|configuration error|local (error|configuration)|i/o error|can't (create|open|write|lock)|cannot (open|write|lock)|out of memory|operating system|temporary (local|system) (problem|error)|processing error|alias.{0,20}(loop|error|expan)|service refused", Options, 10_000)]
    private static partial Regex System();
}
