//! The one place with unsafe code: calls into a model's shared library, through the C interface of Treelite 1 to 3.
//!
//! A shared library is code. The caller vouches for the bytes (`registry` compares their SHA-256 with the manifest), and
//! they are opened from a private copy made of those very bytes, so nothing can be exchanged in between.

use std::ffi::{CStr, c_char, c_int};
use std::fs::{self, DirBuilder};
use std::os::unix::fs::DirBuilderExt;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};

use libloading::{Library, Symbol};

/// A value of a row, or -1 in all bits for a missing one.
#[repr(C)]
#[derive(Clone, Copy)]
union Entry {
    missing: c_int,
    value: f32,
}

type Predict = unsafe extern "C" fn(*mut Entry, c_int) -> f32;
type Size = unsafe extern "C" fn() -> usize;
type Text = unsafe extern "C" fn() -> *const c_char;

const MARGIN: c_int = 1;

/// An open library; closed when dropped.
pub struct TreeLibrary {
    predict: Predict,
    features: usize,
    transform: String,
    row: Vec<Entry>,
    // Last: the functions above are gone before it is closed.
    _library: Library,
}

impl TreeLibrary {
    /// Opens a library of these bytes. Blocks on the disk.
    pub fn open(verified: &[u8]) -> Result<TreeLibrary, String> {
        let copy = PrivateCopy::of(verified).map_err(|e| format!("no private copy: {e}"))?;
        // SAFETY: opening runs the library's initializers; it was made by this SDK's export, as its hash says.
        let library = unsafe { Library::new(&copy.file) }.map_err(|e| e.to_string())?;
        // SAFETY: the signatures are those of the Treelite 3 interface, which the export documents and its parity gate
        // has called; none has a precondition but `predict`, see `margin`.
        unsafe {
            let predict: Predict = *symbol(&library, b"predict\0")?;
            let classes = symbol::<Size>(&library, b"get_num_class\0")?();
            let features = symbol::<Size>(&library, b"get_num_feature\0")?();
            let transform = CStr::from_ptr(symbol::<Text>(&library, b"get_pred_transform\0")?());
            let transform = transform.to_string_lossy().into_owned();
            if classes != 1 {
                return Err(format!("{classes} outputs; 1 is needed"));
            }
            let row = vec![Entry { missing: -1 }; features];
            Ok(TreeLibrary { predict, features, transform, row, _library: library })
        }
    }

    pub fn feature_count(&self) -> usize {
        self.features
    }

    /// `sigmoid` for a model of log odds.
    pub fn transform(&self) -> &str {
        &self.transform
    }

    /// The margin of a row of `feature_count` values; NaN is missing.
    pub fn margin(&mut self, features: &[f32]) -> f32 {
        assert_eq!(features.len(), self.features, "features");
        for (entry, &value) in self.row.iter_mut().zip(features) {
            *entry = if value.is_nan() { Entry { missing: -1 } } else { Entry { value } };
        }
        // SAFETY: the row has as many entries as the library says that it reads.
        unsafe { (self.predict)(self.row.as_mut_ptr(), MARGIN) }
    }
}

unsafe fn symbol<'a, T>(library: &'a Library, name: &[u8]) -> Result<Symbol<'a, T>, String> {
    // SAFETY: the caller's.
    unsafe { library.get(name) }.map_err(|e| e.to_string())
}

/// A file in a folder that only this user can enter; both are gone when dropped. The name is new each time, since
/// opening a name again gives the library that was opened first.
struct PrivateCopy {
    folder: PathBuf,
    file: PathBuf,
}

impl PrivateCopy {
    fn of(bytes: &[u8]) -> std::io::Result<PrivateCopy> {
        static COPIES: AtomicU64 = AtomicU64::new(0);
        let number = COPIES.fetch_add(1, Ordering::Relaxed);
        let folder =
            std::env::temp_dir().join(format!("mev-agent-{}-{number}", std::process::id()));
        DirBuilder::new().mode(0o700).create(&folder)?;
        let copy = PrivateCopy { file: folder.join("model.so"), folder };
        fs::write(&copy.file, bytes)?;
        Ok(copy)
    }
}

impl Drop for PrivateCopy {
    fn drop(&mut self) {
        let removed: &Path = &self.folder;
        if let Err(e) = fs::remove_dir_all(removed) {
            eprintln!("agent: {} stays: {e}", removed.display());
        }
    }
}
