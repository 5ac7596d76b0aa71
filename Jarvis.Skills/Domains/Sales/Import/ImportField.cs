using System.Globalization;
using System.Text;

namespace Jarvis.Skills.Domains.Sales.Import;

/// <summary>What a column of a file can be.</summary>
internal enum ImportField
{
    /// <summary>Nothing that a lead has; kept as a note on its timeline.</summary>
    Note,

    Name,
    FirstName,
    LastName,
    Email,
    Company,
    Phone,
    Message,
    Source,
    Consent,
    TimeZone,

    /// <summary>Written by Jarvis into the file of wrong rows; means nothing when that comes back.</summary>
    Ignored,
}

/// <summary>Which field a heading means, in the languages of common spreadsheets and address books.</summary>
internal static class ImportHeadings
{
    /// <summary>Headings of the two columns that the file of wrong rows has more.</summary>
    public const string Row = "Row";
    public const string Mend = "What to mend";

    private static readonly Dictionary<string, ImportField> Fields = Read(
        (ImportField.Name, "name|full name|contact|contact name|contact person|customer|customer name|client|lead|lead name|person|display name|file as|ansprechpartner|kontakt|kontaktperson|kunde|kundenname|vor- und nachname|vollständiger name|nom complet|contact principal|client nom|interlocuteur|nombre completo|nombre y apellidos|contacto|cliente|nome completo|nome e cognome|referente|contatto|nome contato|naam|volledige naam|contactpersoon|klant|imię i nazwisko|osoba kontaktowa|klient|namn|fullständigt namn|kontaktperson namn|navn|fulde navn|nimi|ad soyad|isim|имя и фамилия|фио|контакт|контактное лицо|氏名|名前|お名前|姓名|联系人|客户|이름|성명"),
        (ImportField.FirstName, "first name|firstname|given name|forename|first|vorname|prénom|prenom|nombre|nombres|nome|nome proprio|primeiro nome|voornaam|imię|förnamn|fornavn|etunimi|ad|имя|名|이름만"),
        (ImportField.LastName, "last name|lastname|surname|family name|last|nachname|familienname|zuname|nom|nom de famille|apellido|apellidos|primer apellido|cognome|sobrenome|apelido|último nome|achternaam|familienaam|nazwisko|efternamn|efternavn|etternavn|sukunimi|soyad|soyadı|фамилия|姓|성"),
        (ImportField.Email, "email|e-mail|mail|email address|e-mail address|email addresses|e mail|primary email|work email|business email|email 1|e-mail 1 value|email 1 value|emailaddress|e-mail-adresse|emailadresse|mailadresse|mail-adresse|adresse mail|adresse e-mail|adresse email|courriel|adresse électronique|adresse de messagerie|correo|correo electrónico|correo electronico|dirección de correo|dirección de correo electrónico|indirizzo email|indirizzo e-mail|posta elettronica|e-mailadres|mailadres|adres e-mail|adres email|poczta|e-postadress|e-post|epost|e-postadresse|mejl|mailadress|sähköposti|e-posta|eposta|e-posta adresi|электронная почта|почта|эл. почта|адрес электронной почты|имейл|メール|メールアドレス|eメール|电子邮件|邮箱|电子邮箱|邮件|이메일|이메일 주소"),
        (ImportField.Company, "company|company name|organisation|organization|organization name|organisation name|organization 1 name|account|account name|business|business name|employer|firm|associated company|firma|firmenname|unternehmen|unternehmensname|betrieb|organisation name|gesellschaft|société|societe|entreprise|raison sociale|nom de l'entreprise|empresa|compañía|nombre de la empresa|razón social|azienda|società|ditta|ragione sociale|nome azienda|companhia|nome da empresa|bedrijf|bedrijfsnaam|organisatie|nazwa firmy|przedsiębiorstwo|företag|företagsnamn|bolag|firmanavn|virksomhed|bedrift|selskap|yritys|şirket|şirket adı|firma adı|компания|организация|название компании|фирма|会社|会社名|企業名|公司|公司名称|企业|회사|회사명"),
        (ImportField.Phone, "phone|phone number|telephone|telephone number|tel|tel.|mobile|mobile phone|mobile number|cell|cell phone|business phone|work phone|phone 1|phone 1 value|primary phone|contact number|telefon|telefonnummer|tel.-nr.|telefon-nr.|rufnummer|handy|handynummer|mobil|mobilnummer|mobiltelefon|telefon geschäftlich|téléphone|telephone portable|numéro de téléphone|portable|mobile tél|tél|tél.|teléfono|telefono|número de teléfono|móvil|celular|numero di telefono|cellulare|telefone|telemóvel|número de telefone|telefoonnummer|telefoon|mobiel|numer telefonu|telefon komórkowy|komórka|mobiltelefonnummer|telefonnumber|puhelin|puhelinnumero|telefon numarası|cep telefonu|телефон|номер телефона|мобильный|モバイル|電話|電話番号|携帯電話|电话|手机|手机号|电话号码|전화|전화번호|휴대폰"),
        (ImportField.Message, "message|request|enquiry|inquiry|question|comment|comments|note|notes|description|remarks|nachricht|anfrage|anliegen|frage|bemerkung|bemerkungen|notiz|notizen|kommentar|beschreibung|demande|commentaire|commentaires|remarque|remarques|mensaje|consulta|comentario|comentarios|notas|observaciones|messaggio|richiesta|commento|commenti|mensagem|pedido|comentário|observações|bericht|vraag|opmerking|opmerkingen|notitie|notities|wiadomość|zapytanie|uwagi|notatki|meddelande|fråga|anteckning|anteckningar|besked|henvendelse|melding|bemærkning|viesti|mesaj|açıklama|notlar|сообщение|запрос|комментарий|примечание|メッセージ|お問い合わせ|備考|留言|备注|消息|메시지|메모|문의"),
        (ImportField.Source, "source|lead source|origin|channel|campaign|how did you hear|original source|quelle|herkunft|leadquelle|kanal|kampagne|provenance|origine|canal|campagne|fuente|origen|campaña|fonte|provenienza|origem|campanha|bron|herkomst|źródło|källa|kilde|lähde|kaynak|источник|канал|来源|渠道|出典|流入元|유입경로|출처"),
        (ImportField.Consent, "consent|opt-in|opt in|optin|marketing consent|newsletter|gdpr|permission|subscribed|einwilligung|zustimmung|dsgvo|werbeeinwilligung|consentement|rgpd|consentimiento|rgpd consentimiento|consenso|privacy|consentimento|toestemming|avg|zgoda|zgoda marketingowa|samtycke|samtykke|suostumus|onay|согласие|同意|동의"),
        (ImportField.TimeZone, "time zone|timezone|zeitzone|fuseau horaire|zona horaria|fuso orario|fuso horário|tijdzone|strefa czasowa|tidszon|tidszone|saat dilimi|часовой пояс|时区|タイムゾーン|시간대"),
        (ImportField.Ignored, $"{Row}|{Mend}"));

    public static ImportField Of(string heading) => Fields.GetValueOrDefault(Letters(heading));

    /// <summary>Letters and digits alone, without accents and case: "E-Mail-Adresse" and "email adresse" are one.</summary>
    private static string Letters(string heading)
    {
        var plain = new StringBuilder();
        foreach (var c in heading.Replace("ß", "ss", StringComparison.Ordinal).Normalize(NormalizationForm.FormD))
            if (char.IsLetterOrDigit(c) || CharUnicodeInfo.GetUnicodeCategory(c) == UnicodeCategory.SpacingCombiningMark) plain.Append(char.ToLowerInvariant(c));
        return plain.ToString();
    }

    private static Dictionary<string, ImportField> Read(params ReadOnlySpan<(ImportField Field, string Names)> all)
    {
        var fields = new Dictionary<string, ImportField>(StringComparer.Ordinal);
        foreach (var (field, names) in all)
            foreach (var name in names.Split('|')) fields.TryAdd(Letters(name), field);
        return fields;
    }
}
