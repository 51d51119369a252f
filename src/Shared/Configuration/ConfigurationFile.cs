using System.Text;

namespace Tollgate.Configuration;

/// <summary>Reads the configuration file's text.</summary>
internal static class ConfigurationFile
{
    private const int MaxBytes = 4 * 1024 * 1024;

    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public static FileContent Read(string path)
    {
        try
        {
            if (new FileInfo(path).Length > MaxBytes)
            {
                return new FileContent(null, $"is larger than {MaxBytes / 1024 / 1024} MiB");
            }

            return new FileContent(Strict.GetString(File.ReadAllBytes(path)).TrimStart('\uFEFF'), Problem: null);
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            return FileContent.Missing;
        }
        catch (DecoderFallbackException)
        {
            return new FileContent(null, "is not UTF-8 text");
        }
        catch (UnauthorizedAccessException)
        {
            return new FileContent(null, "cannot be read: permission denied, or it is a directory");
        }
        catch (IOException)
        {
            return new FileContent(null, "cannot be read");
        }
    }

    /// <summary>When the file was last written, or the one that it links to; null when there is none.</summary>
    public static DateTimeOffset? LastWritten(string path)
    {
        try
        {
            var file = new FileInfo(path);
            var target = file.ResolveLinkTarget(returnFinalTarget: true) ?? file;
            return target.Exists ? new DateTimeOffset(target.LastWriteTimeUtc) : null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
