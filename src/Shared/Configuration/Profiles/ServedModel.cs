using Tollgate.Models;
using Tollgate.Quotas.Configuration;

namespace Tollgate.Configuration.Profiles;

/// <summary>A deployment and the names that its provider serves it under.</summary>
/// <param name="Deployment">What serves it.</param>
/// <param name="PublicName">Listed to clients.</param>
/// <param name="Aliases">Understood, and not listed.</param>
/// <param name="Limits">Its own, within those of its provider.</param>
internal sealed record ServedModel(Deployment Deployment, string PublicName, IReadOnlyList<string> Aliases, LimitSet Limits);
