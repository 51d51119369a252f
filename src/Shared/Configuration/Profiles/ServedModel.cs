using Tollgate.Models;

namespace Tollgate.Configuration.Profiles;

/// <summary>A deployment and the names that its provider serves it under.</summary>
/// <param name="Deployment">What serves it.</param>
/// <param name="PublicName">Listed to clients.</param>
/// <param name="Aliases">Understood, and not listed.</param>
internal sealed record ServedModel(Deployment Deployment, string PublicName, IReadOnlyList<string> Aliases);
