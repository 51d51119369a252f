using Tollgate.Models;
using Tollgate.Pipeline;

namespace Tollgate.Providers.Bedrock;

/// <summary>One call of Bedrock's runtime, whichever way it travels.</summary>
/// <param name="Request">On whose behalf.</param>
/// <param name="Deployment">Which model.</param>
/// <param name="Operation">What is asked of it.</param>
/// <param name="Body">The JSON of the operation's request, without the model.</param>
internal sealed record BedrockCall(GatewayRequest Request, Deployment Deployment, BedrockOperation Operation, ReadOnlyMemory<byte> Body);
