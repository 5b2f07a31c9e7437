//! A version in the model registry's folder, checked before use: hashes on the very bytes, then the sample of rows.

use std::fs::{self, File};
use std::io::Read;
use std::path::Path;

use sha2::{Digest, Sha256};

use crate::features::FeatureSet;
use crate::json::{self, Fields, Json};
use crate::library::TreeLibrary;

const MAX_MANIFEST_BYTES: usize = 4 << 20;
const MAX_FILE_BYTES: u64 = 256 << 20;
const PARITY: &str = "parity.bin";
const MAGIC: &[u8] = b"MEVPARI1";

/// A version that may be served.
pub struct Version {
    pub name: String,
    pub library: TreeLibrary,
}

/// Loads a version's library; the error says why it may not be served, without a path.
pub fn load(folder: &Path, features: &FeatureSet) -> Result<Version, String> {
    let manifest = read(&folder.join("manifest.json"), "manifest.json")?;
    let manifest = json::object_within(&manifest, MAX_MANIFEST_BYTES)?;
    let (module, name) = (text(&manifest, "module")?, text(&manifest, "version")?);
    let file = format!("lib{module}_{name}.so");
    let mut library = TreeLibrary::open(&verified(folder, &manifest, &file)?)?;
    require_fits(&library, &manifest, features)?;
    let sample = verified(folder, &manifest, PARITY)?;
    require_parity(&mut library, &sample)?;
    Ok(Version { name, library })
}

fn require_fits(
    library: &TreeLibrary,
    manifest: &Fields,
    features: &FeatureSet,
) -> Result<(), String> {
    if let Some(Json::List(columns)) = manifest.get("columns") {
        let same = columns.len() == features.len()
            && columns.iter().zip(features.columns()).all(|(c, f)| *c == Json::Text(f.to_owned()));
        if !same {
            return Err(format!("the model takes other features than {}", features.id));
        }
    }
    if library.feature_count() != features.len() {
        return Err(format!("the model takes other features than {}", features.id));
    }
    if library.transform() != "sigmoid" {
        return Err(format!("the model gives no probability: {}", library.transform()));
    }
    Ok(())
}

/// The content of a file, if it is what the manifest says.
fn verified(folder: &Path, manifest: &Fields, name: &str) -> Result<Vec<u8>, String> {
    let expected =
        sha256_of(manifest, name).ok_or_else(|| format!("{name} is not in the manifest"))?;
    let content = read(&folder.join(name), name)?;
    let found: String = Sha256::digest(&content).iter().map(|byte| format!("{byte:02x}")).collect();
    if found == expected {
        Ok(content)
    } else {
        Err(format!("{name} differs from its SHA-256 in the manifest"))
    }
}

fn sha256_of<'a>(manifest: &'a Fields, name: &str) -> Option<&'a str> {
    let Some(Json::List(files)) = manifest.get("files") else { return None };
    files.iter().find_map(|file| match file {
        Json::Object(file) if file.get("name") == Some(&Json::Text(name.to_owned())) => {
            match file.get("sha256") {
                Some(Json::Text(hash)) => Some(hash.as_str()),
                _ => None,
            }
        }
        _ => None,
    })
}

/// Scores the rows that were shipped with the version: not a bit may differ from XGBoost's own margins.
fn require_parity(library: &mut TreeLibrary, sample: &[u8]) -> Result<(), String> {
    let cut = || format!("{PARITY} is cut off or damaged");
    let body = sample.strip_prefix(MAGIC).ok_or_else(cut)?;
    let (header, body) = body.split_at_checked(12).ok_or_else(cut)?;
    let [rows, columns, outputs] = [0, 4, 8].map(|at| u32_at(header, at) as usize);
    let values = rows.checked_mul(columns + 1).and_then(|n| n.checked_mul(4)).ok_or_else(cut)?;
    if rows == 0 || columns != library.feature_count() || outputs != 1 || body.len() != values {
        return Err(cut());
    }
    for row in 0..rows {
        let features: Vec<f32> = (0..columns)
            .map(|column| f32::from_bits(u32_at(body, 4 * (row * columns + column))))
            .collect();
        let expected = u32_at(body, 4 * (rows * columns + row));
        if library.margin(&features).to_bits() != expected {
            return Err(format!("row {row} of {PARITY} has another margin"));
        }
    }
    Ok(())
}

fn u32_at(bytes: &[u8], at: usize) -> u32 {
    u32::from_le_bytes([bytes[at], bytes[at + 1], bytes[at + 2], bytes[at + 3]])
}

fn read(path: &Path, name: &str) -> Result<Vec<u8>, String> {
    let unreadable = |e: std::io::Error| format!("{name} can't be read: {}", e.kind());
    if fs::metadata(path).map_err(unreadable)?.len() > MAX_FILE_BYTES {
        return Err(format!("{name} has more than {MAX_FILE_BYTES} bytes"));
    }
    let mut content = Vec::new();
    File::open(path)
        .and_then(|f| f.take(MAX_FILE_BYTES).read_to_end(&mut content))
        .map_err(unreadable)?;
    Ok(content)
}

fn text(fields: &Fields, field: &str) -> Result<String, String> {
    match fields.get(field) {
        Some(Json::Text(text)) => Ok(text.clone()),
        _ => Err(format!("manifest.json: {field}: required")),
    }
}
