using System.Globalization;
using Azure.Core;
using Azure.Core.Pipeline;
using Microsoft.Extensions.Logging;
using Tollgate.Configuration;

namespace Tollgate.FunctionApp.Configuration;

/// <summary>
/// The configuration in a blob, kept as a file of this instance: what reads and watches the file need not know where it comes from.
/// The copy has the blob's time, so that all instances agree on which of two versions is the newer one. For one caller at a time.
/// </summary>
internal sealed class ConfigurationBlob
{
    /// <summary>Of the blob service: bearer tokens are taken only with a version.</summary>
    private const string ServiceVersion = "2021-12-02";

    private readonly Uri _blob;
    private readonly HttpPipeline _pipeline;
    private readonly string _packagedFile;
    private readonly ILogger<ConfigurationBlob> _log;
    private string? _tag;
    private bool _isFailing;

    /// <param name="blob">Its address, without a signature.</param>
    /// <param name="pipeline">Authenticates, and retries what may pass.</param>
    /// <param name="packagedFile">In force until there is a blob.</param>
    /// <param name="copy">Where the copy is kept.</param>
    /// <param name="log">Where trouble is told, once each time.</param>
    public ConfigurationBlob(Uri blob, HttpPipeline pipeline, string packagedFile, string copy, ILogger<ConfigurationBlob> log)
    {
        _blob = blob;
        _pipeline = pipeline;
        _packagedFile = packagedFile;
        _log = log;
        FilePath = copy;
    }

    /// <summary>The copy.</summary>
    public string FilePath { get; }

    /// <summary>Fetches it for the first time.</summary>
    /// <exception cref="GatewayConfigurationException">It cannot be read: serving by another configuration would be wrong.</exception>
    public void Open()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(FilePath)!);
        if (Fetch(CancellationToken.None) is { } problem)
        {
            throw new GatewayConfigurationException([new ConfigurationError("TOLLGATE_CONFIG", problem)]);
        }
    }

    /// <summary>Looks whether it has changed. What goes wrong is told once, and what was fetched last stays.</summary>
    /// <exception cref="OperationCanceledException">The app is stopping.</exception>
    public void Refresh(CancellationToken cancellation)
    {
        var problem = Fetch(cancellation);
        if (problem is not null && !_isFailing)
        {
            DeployedConfigurationLog.Failing(_log, problem);
        }

        _isFailing = problem is not null;
    }

    private string? Fetch(CancellationToken cancellation)
    {
        try
        {
            using var message = _pipeline.CreateMessage();
            message.Request.Method = RequestMethod.Get;
            message.Request.Uri.Reset(_blob);
            message.Request.Headers.Add("x-ms-version", ServiceVersion);
            if (_tag is not null)
            {
                message.Request.Headers.Add(HttpHeader.Names.IfNoneMatch, _tag);
            }

            _pipeline.Send(message, cancellation);
            return Take(message.Response);
        }
        catch (Exception exception) when (!cancellation.IsCancellationRequested)
        {
            // Whatever the network or the identity may throw, the answer is the same: it cannot be read now.
            return $"cannot be read from {_blob}: {exception.Message}";
        }
    }

    private string? Take(global::Azure.Response response)
    {
        switch (response.Status)
        {
            case 200:
                Write(response);
                _tag = response.Headers.ETag?.ToString("H");
                return null;
            case 304:
                return null;
            case 404 when _tag is null:
                UsePackagedFile();
                return null;
            default:
                return $"cannot be read from {_blob}: status {response.Status.ToString(CultureInfo.InvariantCulture)}";
        }
    }

    private void Write(global::Azure.Response response)
    {
        var modified = response.Headers.TryGetValue("Last-Modified", out var text)
            && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, out var parsed) ? parsed : response.Headers.Date;
        var next = FilePath + ".next";
        File.WriteAllBytes(next, response.Content.ToArray());
        if (modified is { } time)
        {
            File.SetLastWriteTimeUtc(next, time.UtcDateTime);
        }

        File.Move(next, FilePath, overwrite: true);
    }

    private void UsePackagedFile()
    {
        if (!File.Exists(FilePath) && File.Exists(_packagedFile))
        {
            DeployedConfigurationLog.Missing(_log, _blob);
            File.Copy(_packagedFile, FilePath);
        }
    }
}
