namespace Tollgate.Tests.Signatures;

/// <summary>A fact about the real packages' signatures, skipped by name where their listing is not at hand.</summary>
internal sealed class SignatureFactAttribute : FactAttribute
{
    public SignatureFactAttribute()
    {
        if (SignatureListing.Find() is null)
        {
            Skip = $"{SignatureListing.RelativePath} is not there: the shapes were not compared with the real packages.";
        }
    }
}
