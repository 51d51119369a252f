namespace Tollgate.Endpoints;

/// <summary>Who may use a route.</summary>
internal enum AccessLevel
{
    /// <summary>Anyone: no tenant's data is in the answer.</summary>
    Open,

    /// <summary>Anyone with an API key.</summary>
    Tenant,

    /// <summary>API keys with the admin right.</summary>
    Admin,
}
