using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Jarvis.Tests.Counterparts.Mail;

/// <summary>A certificate for loopback that nobody vouches for, in files as servers read them.</summary>
public sealed class ServerCertificate
{
    public ServerCertificate(string folder)
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=127.0.0.1", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        var now = TimeProvider.System.GetUtcNow();
        using var certificate = request.CreateSelfSigned(now.AddDays(-1), now.AddDays(30));
        (File, KeyFile, Fingerprint) = (Path.Combine(folder, "server.pem"), Path.Combine(folder, "server.key"), certificate.GetCertHashString(HashAlgorithmName.SHA256));
        System.IO.File.WriteAllText(File, certificate.ExportCertificatePem());
        System.IO.File.WriteAllText(KeyFile, key.ExportPkcs8PrivateKeyPem());
    }

    public string File { get; }

    public string KeyFile { get; }

    /// <summary>SHA-256, as settings take it.</summary>
    public string Fingerprint { get; }
}
