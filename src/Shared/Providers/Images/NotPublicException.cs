namespace Tollgate.Providers.Images;

/// <summary>A host resolves to an address that is not on the public internet.</summary>
internal sealed class NotPublicException() : Exception("The host has no public address.");
