namespace Jarvis.Bot.Channels;

/// <summary>Holds what is downloaded, and no more than is allowed: a size that was announced may be wrong.</summary>
internal sealed class BoundedStream(long most) : MemoryStream
{
    // All other ways to write lead here.
    public override void Write(byte[] buffer, int offset, int count)
    {
        if (Length + count > most) throw new IOException("The file is larger than allowed.");
        base.Write(buffer, offset, count);
    }
}
