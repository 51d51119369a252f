using Azure.Core;

namespace Tollgate.FunctionApp.Configuration;

/// <summary>Transport and retries of <see cref="ConfigurationBlob"/>; the defaults of Azure's clients.</summary>
internal sealed class ConfigurationBlobOptions : ClientOptions;
